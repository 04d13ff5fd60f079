import type { ModelEntry } from './model-entry';

/** The hub of models; its files come from hosts below it, or below `hf.co`. */
export const hubHost = 'huggingface.co';

/** The hosts that a model's files are fetched from, each once; empty for what is served with the page or made here. */
export function modelHosts({ origin }: ModelEntry): string[] {
  if (origin.kind === 'hub') return [hubHost];
  if (origin.kind !== 'webllm') return [];
  return [...new Set([hostOf(origin.weights), hostOf(origin.library)])];
}

/** The host of an address. One without a scheme is a path on the hub. */
export function hostOf(address: string): string {
  return (
    /^[a-z][a-z\d+.-]*:\/\/(?:[^@/]*@)?([^/:?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? hubHost
  );
}
