export interface KeyValueShape {
  /** Names of the inputs that take the cache, `past_key_values.0.key`. */
  readonly inputs: readonly string[];
  readonly heads: number;
  readonly headLength: number;
  /** Numbers of the cache; float32 where it is not said. */
  readonly type?: 'float32' | 'float16';
}

/** Bytes of a number of the cache. */
export function numberBytes({ type }: KeyValueShape): number {
  return type === 'float16' ? 2 : 4;
}

/** `past_key_values.0.key` comes back as `present.0.key`. */
export function presentName(input: string): string {
  return input.replace('past_key_values', 'present');
}
