import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import type { Json, JsonSchema } from './json-schema';
import { readSchema } from './read-schema';
import { SchemaRefusal } from './schema-refusal';
import type { Tool } from './tool';
import { validateArguments } from './validate-arguments';

/** A tool as somebody offers it: its parameters in any JSON Schema, or none. */
export type ToolDefinition = Omit<Tool, 'parameters'> & {
  readonly parameters?: Json | JsonSchema;
};

/**
 * The tool with its parameters in the subset that Apprentice can fill, check, show and fix. Throws `tool-refused` with
 * a sentence that names the tool, the part that does not fit and what to do; nothing is added then.
 */
export function checkTool(definition: ToolDefinition): Tool {
  const refuse = (reason: string): never => {
    const name = String(definition.title || definition.id || 'This tool');
    throw new ApprenticeError(
      'tool-refused',
      `“${name}” was not added: ${reason}. Nothing was changed.`,
    );
  };
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/i.test(definition.id)) {
    refuse('its id must be words of letters and digits, joined by “_”');
  }
  if (definition.title.trim() === '') refuse('it has no title; give it one');
  if (definition.description.trim() === '') refuse('it does not say what it does; describe it');
  const tool: Tool = { ...definition, parameters: parametersOf(definition, refuse) };
  for (const example of tool.examples) {
    try {
      validateArguments(tool, { ...example.arguments });
    } catch (error) {
      if (!hasCode(error, 'arguments-malformed')) throw error;
      refuse(`its example “${example.request}” does not fit its own parameters; correct it`);
    }
  }
  return tool;
}

function parametersOf(
  { parameters }: ToolDefinition,
  refuse: (reason: string) => never,
): JsonSchema {
  try {
    return readSchema(parameters as Json | undefined);
  } catch (error) {
    if (error instanceof SchemaRefusal) return refuse(error.message);
    throw error;
  }
}
