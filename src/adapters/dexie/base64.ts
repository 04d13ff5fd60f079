/** Characters per call: `apply` puts its arguments on the stack. */
const block = 0x8000;

/** The floats' bytes (little-endian, as on every platform that runs a browser) as base64. */
export function encodeFloats(floats: Float32Array): string {
  const bytes = new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += block) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + block)));
  }
  return btoa(parts.join(''));
}

/** The floats of a base64 text, or null when it is none or does not hold whole floats. */
export function decodeFloats(text: string): Float32Array | null {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return null;
  }
  if (binary.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
