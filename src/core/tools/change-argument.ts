import type { Json, JsonSchema, ObjectSchema, ValueSchema } from './json-schema';
import type { ToolArguments } from './tool';
import { valueOfText } from './value-text';

/** The paths of all parameters, in the schema's order; an object is there by the values inside it. */
export function parameterPaths(parameters: JsonSchema): string[] {
  return Object.entries(parameters.properties).flatMap(([name, property]) =>
    property.type === 'object'
      ? Object.keys(property.properties).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/** The schema of the parameter at a path: its name, or "address.city" for one inside an object. */
export function parameterAt(
  parameters: JsonSchema | ObjectSchema,
  path: string,
): ValueSchema | undefined {
  const direct = ownProperty(parameters.properties, path);
  if (direct) return direct;
  const [outer, inner] = parts(path);
  const object = ownProperty(parameters.properties, outer);
  return object?.type === 'object' ? parameterAt(object, inner) : undefined;
}

/** The value at a path; undefined where there is none. */
export function argumentAt(args: ToolArguments, path: string): Json | undefined {
  const direct = ownProperty(args, path);
  if (direct !== undefined) return direct;
  const [outer, inner] = parts(path);
  const object = ownProperty(args, outer);
  return isObject(object) ? ownProperty(object, inner) : undefined;
}

/** The arguments with what the user typed at a path; without that argument when the text is empty. */
export function changeArgument(
  parameters: JsonSchema,
  args: ToolArguments,
  path: string,
  text: string,
): ToolArguments {
  const schema = parameterAt(parameters, path);
  const value = text.trim() === '' || !schema ? undefined : valueOfText(text, schema);
  if (ownProperty(parameters.properties, path)) return withValue(args, path, value);
  const [outer, inner] = parts(path);
  const object = ownProperty(args, outer);
  return withValue(args, outer, withValue(isObject(object) ? object : {}, inner, value));
}

function withValue(
  args: ToolArguments,
  name: string,
  value: Json | undefined,
): Record<string, Json> {
  if (value !== undefined) return { ...args, [name]: value };
  return Object.fromEntries(Object.entries(args).filter(([other]) => other !== name));
}

function parts(path: string): readonly [outer: string, inner: string] {
  const dot = path.indexOf('.');
  return dot === -1 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)];
}

function ownProperty<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
