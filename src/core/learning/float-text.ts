const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The little-endian bytes of the floats as base64, so that a setting can hold them. */
export function floatsToText(floats: Float32Array): string {
  const bytes = floatBytes(floats);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(ALPHABET[word >> 18] + ALPHABET[(word >> 12) & 63]);
    parts.push(left > 1 ? ALPHABET[(word >> 6) & 63] : '=', left > 2 ? ALPHABET[word & 63] : '=');
  }
  return parts.join('');
}

/** The inverse of `floatsToText`; null when the text is not what it wrote. */
export function textToFloats(text: string): Float32Array | null {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const size = (text.length / 4) * 3 - padding;
  if (text.length % 4 !== 0 || size % 4 !== 0) return null;
  const bytes = new Uint8Array(size);
  for (let i = 0, at = 0; i < text.length; i += 4, at += 3) {
    let word = 0;
    for (let k = 0; k < 4; k++) {
      const digit = text[i + k] === '=' ? 0 : CODES[text.charCodeAt(i + k)];
      if (digit === undefined || digit < 0) return null;
      word = (word << 6) | digit;
    }
    bytes[at] = word >> 16;
    if (at + 1 < size) bytes[at + 1] = (word >> 8) & 255;
    if (at + 2 < size) bytes[at + 2] = word & 255;
  }
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: size / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

const CODES = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Little-endian on every machine: what is hashed or stored must not depend on the host. */
export function floatBytes(floats: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * floats.length));
  floats.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}
