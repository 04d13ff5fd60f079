const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const sha256 = /^[0-9a-f]{64}$/;
/** Every byte as two digits. */
const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const marks = { uuid: '\u0001', sha256: '\u0002' } as const;

/** A UUID or SHA-256 as one character a byte, 17 instead of 36 or 33 instead of 64; other texts as they are. */
export function packText(text: string): string {
  if (uuid.test(text)) return marks.uuid + toCharacters(text.replaceAll('-', ''));
  return sha256.test(text) ? marks.sha256 + toCharacters(text) : text;
}

/** The inverse of `packText` for texts that don't begin with one of its marks. */
export function unpackText(packed: string): string {
  if (packed.startsWith(marks.sha256)) return toHex(packed.slice(1));
  if (!packed.startsWith(marks.uuid)) return packed;
  const hex = toHex(packed.slice(1));
  const tail = `${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return `${hex.slice(0, 8)}-${tail}`;
}

function toCharacters(hex: string): string {
  let characters = '';
  for (let i = 0; i < hex.length; i += 2) {
    characters += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16));
  }
  return characters;
}

function toHex(characters: string): string {
  let hex = '';
  for (let i = 0; i < characters.length; i++) hex += bytes[characters.charCodeAt(i)];
  return hex;
}
