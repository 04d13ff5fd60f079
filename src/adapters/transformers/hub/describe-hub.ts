import { ApprenticeError } from '../../../core/errors/apprentice-error';
import { hubFile, hubListing, readHubAddress } from '../../../core/models/hub-address';
import type { ModelEntry, ModelFamily } from '../../../core/models/model-entry';
import { neededFiles, readHubList } from './hub-list';
import type { ListedFile } from './hub-list';
import { familyOf, refuseUnknown } from './model-kind';

/** What the browser offers. */
export interface Graphics {
  readonly webgpu: boolean;
  readonly shaderF16: boolean;
}

/** Names of weights, best first. On the card 4 bits; on the processor 8, which runs 10 times as fast there as 4. */
const onCard = ['q4f16', 'q4', 'fp16'] as const;
const onProcessor = ['int8', 'quantized', 'uint8', 'q4'] as const;

/** A model that may take more than this is refused: 32-bit WebAssembly has 4 GiB for everything. */
const mostBytes = 3.5e9;

/**
 * What stands at an address of the hub. An address of a weights' file takes that file, one of a repository the form that
 * suits this browser. Errors: `model-unsupported`, and what `fetchJson` throws.
 */
export async function describeHub(
  address: string,
  fetchJson: (address: string) => Promise<unknown>,
  graphics: Graphics,
): Promise<ModelEntry> {
  const place = readHubAddress(address);
  if (!place) throw unsupported(address, 'that is no address of a model on huggingface.co');
  const { repository, revision } = place;
  const list = readHubList(await fetchJson(hubListing(place)));
  const weights = place.path.endsWith('.onnx') ? place.path : choose(list, graphics);
  if (weights === undefined)
    throw unsupported(repository, 'it holds no ONNX weights of a chat model (onnx/model….onnx)');
  const files = neededFiles(list, weights, repository);
  const configuration = await fetchJson(hubFile(place, 'config.json'));
  refuseUnknown(configuration, repository);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > mostBytes)
    throw unsupported(repository, 'it is larger than a page can hold (3.5 GB); take a smaller one');
  const form = formOf(weights);
  const backend =
    graphics.webgpu && (onCard as readonly string[]).includes(form) ? 'webgpu' : 'wasm';
  return {
    id: `${repository.replace('/', '--')}--${form}`.replace(/[^\w.-]/g, '-'),
    title: `${title(repository)} (${form})`,
    family: familyOf(configuration, repository) satisfies ModelFamily,
    ...{ engine: 'transformers', backend },
    origin: { kind: 'hub', repository, revision, weights },
    downloadBytes: bytes,
    // Weights, the copy that the runtime arranges for its kernels, and the cache.
    memoryBytes: Math.round(bytes * 1.3) + 200_000_000,
    features: backend === 'webgpu' && form.endsWith('f16') ? ['shader-f16'] : [],
    contextLength: null,
  };
}

function choose(list: readonly ListedFile[], { webgpu, shaderF16 }: Graphics): string | undefined {
  const forms = webgpu ? [...onCard, ...onProcessor] : onProcessor;
  return forms
    .filter((form) => shaderF16 || !form.endsWith('f16'))
    .map((form) => `onnx/model_${form}.onnx`)
    .concat('onnx/model.onnx')
    .find((path) => list.some((file) => file.path === path));
}

/** `q4f16` of `onnx/model_q4f16.onnx`; `fp32` where the name says nothing. */
function formOf(weights: string): string {
  return /_([a-z\d]+)\.onnx$/.exec(weights)?.[1] ?? 'fp32';
}

/** "Qwen3 0.6B" of `onnx-community/Qwen3-0.6B-ONNX`. */
function title(repository: string): string {
  const name = repository.slice(repository.indexOf('/') + 1);
  return name.replace(/-(ONNX|GQA)\b/gi, '').replace(/[-_]/g, ' ');
}

function unsupported(name: string, why: string): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${name} can't run here: ${why}. Nothing was downloaded.`,
  );
}
