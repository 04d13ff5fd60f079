/** A model's id as a name: "HuggingFaceTB/SmolLM2-135M-Instruct" -> "SmolLM2 135M". */
export function modelName(id: string): string {
  const name = id.split('/').at(-1) ?? id;
  return name
    .replace(/[-_](instruct|chat|it|onnx|q\d\w*|int\d|mlc)\b/gi, '')
    .replace(/[-_]+/g, ' ')
    .trim();
}
