import { ApprenticeError } from '../../../core/errors/apprentice-error';

/** What the hub's list says of a file. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal; of large files only. */
  readonly sha256?: string;
}

/** Reads the hub's answer, `[{ type, path, size, lfs?: { oid, size } }]`. What is no file is left out. */
export function readHubList(json: unknown): readonly ListedFile[] {
  return Array.isArray(json) ? json.flatMap(readItem) : [];
}

function readItem(item: unknown): readonly ListedFile[] {
  const { path, size, lfs } = (item ?? {}) as Record<string, unknown>;
  const large = (lfs ?? {}) as Record<string, unknown>;
  const bytes = large['size'] ?? size;
  if (typeof path !== 'string' || !Number.isSafeInteger(bytes)) return [];
  const { oid } = large;
  const file = { path, bytes: bytes as number };
  return [typeof oid === 'string' && /^[\da-f]{64}$/.test(oid) ? { ...file, sha256: oid } : file];
}

const required = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const optional = ['generation_config.json', 'chat_template.jinja'];

/**
 * The files of a repository that one form of its model needs: the weights with what they keep beside them
 * (`….onnx_data`, `….onnx_data_1`), configuration and tokenizer. Throws `model-unsupported` when one is not there.
 */
export function neededFiles(
  list: readonly ListedFile[],
  weights: string,
  repository: string,
): readonly ListedFile[] {
  const missing = [weights, ...required].find((path) => !list.some((file) => file.path === path));
  if (missing !== undefined) {
    throw new ApprenticeError(
      'model-unsupported',
      `${repository} can't run here: it has no ${missing}. Nothing was downloaded; choose a chat model in ONNX form, with its tokenizer.`,
    );
  }
  return list.filter(
    ({ path }) =>
      path === weights ||
      path.startsWith(`${weights}_data`) ||
      required.includes(path) ||
      optional.includes(path),
  );
}
