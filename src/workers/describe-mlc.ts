import { familyOf } from '../adapters/transformers/hub/model-kind';
import type { webllmFiles } from '../adapters/webllm/webllm-files';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { hubFile, readHubAddress } from '../core/models/hub-address';
import type { ModelEntry } from '../core/models/model-entry';

/** What stands at the address of MLC weights, to be run by the compiled library at `library`. Only lists are fetched. */
export async function describeMlc(
  address: string,
  library: string,
  list: typeof webllmFiles,
  fetchJson: (address: string) => Promise<unknown>,
): Promise<ModelEntry> {
  const onHub = readHubAddress(address);
  const weights = onHub ? hubFile(onHub, '') : absolute(address);
  const name = onHub?.repository ?? new URL(weights).pathname.split('/').filter(Boolean).pop();
  const title = (name ?? weights).replace(/^.*\//, '');
  const entry: ModelEntry = {
    id: title.replace(/[^\w.-]/g, '-'),
    title: title.replace(/-MLC$/i, '').replace(/[-_]/g, ' '),
    family: familyOf(null, title),
    ...{ engine: 'webllm', backend: 'webgpu' },
    origin: { kind: 'webllm', weights, library: absolute(library) },
    ...{ downloadBytes: null, memoryBytes: null, contextLength: null },
    features: /q\df16|q0f16/.test(title) ? ['shader-f16'] : [],
  };
  const files = await list(entry, fetchJson);
  return { ...entry, downloadBytes: files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) };
}

function absolute(address: string): string {
  if (/^https:\/\//i.test(address) && URL.canParse(address)) return new URL(address).href;
  throw new ApprenticeError(
    'model-unsupported',
    `${address} is no complete address. Nothing was downloaded; give one that begins with https://.`,
  );
}
