/** A model in the Hugging Face layout: path below the model's folder (`onnx/…`) -> bytes. */
export type ModelFiles = Record<string, Uint8Array>;

const encoder = new TextEncoder();

/** A JSON file's bytes. Keys whose value is undefined are left out. */
export const jsonFile = (value: object): Uint8Array => encoder.encode(JSON.stringify(value));
