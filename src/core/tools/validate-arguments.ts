import { Validator, type Schema } from '@cfworker/json-schema';
import { ApprenticeError } from '../errors/apprentice-error';
import type { Json } from './json-schema';
import type { Tool, ToolArguments } from './tool';

/** The arguments when they fit the tool's schema. Throws `arguments-malformed` naming what does not fit. */
export function validateArguments(tool: Tool, value: Json): ToolArguments {
  const { valid, errors } = new Validator(tool.parameters as Schema, '2020-12').validate(value);
  if (valid) return value as unknown as ToolArguments;
  const first = errors.at(-1)?.error ?? 'unknown reason';
  throw new ApprenticeError(
    'arguments-malformed',
    `These arguments do not fit ${tool.title}: ${first}`,
  );
}
