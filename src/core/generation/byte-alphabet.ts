/**
 * The printable character that stands for each byte in byte-level BPE vocabularies (Radford et al. 2019,
 * "GPT-2"): printable Latin-1 stands for itself, the other bytes for the characters from U+0100 on.
 */
export const byteAlphabet: readonly string[] = (() => {
  let spare = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : spare++);
  });
})();
