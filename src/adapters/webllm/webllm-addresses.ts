/** Names of the browser's caches in which WebLLM 0.2.86 looks for the parts of a model before it downloads them. */
export const webllmCaches = {
  configuration: 'webllm/config',
  library: 'webllm/wasm',
  weights: 'webllm/model',
} as const;

/**
 * The folder of MLC weights as WebLLM itself completes it: with `resolve/main/` where no branch is named. Files are
 * cached under their address below it.
 */
export function weightsFolder(weights: string): string {
  const folder = weights.endsWith('/') ? weights : `${weights}/`;
  return new URL(/.\/resolve\/.+\//u.test(folder) ? folder : `${folder}resolve/main/`).href;
}

/** Where the hub lists a folder's files with their sizes and hashes; null for weights that lie elsewhere. */
export function hubListing(folder: string): string | null {
  const { hostname, pathname } = new URL(folder);
  const [, repository, revision] = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/$/u.exec(pathname) ?? [];
  if (hostname !== 'huggingface.co' || !repository || !revision) return null;
  return `https://huggingface.co/api/models/${repository}/tree/${revision}?recursive=1`;
}
