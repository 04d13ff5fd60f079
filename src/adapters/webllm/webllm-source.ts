import type { ModelEntry } from '../../core/models/model-entry';
import type { ModelSource, StoredFile } from '../../core/ports/model-source';
import { webllmCaches, weightsFolder } from './webllm-addresses';
import { webllmError } from './webllm-errors';

/** The browser's cache storage, as far as it is read. */
export interface StoredCaches {
  open(name: string): Promise<{ match(address: string): Promise<StoredFile | undefined> }>;
}

const configurationFile = 'mlc-chat-config.json';
const tokenizerConfiguration = 'tokenizer_config.json';

/** A WebLLM model in the caches where WebLLM looks for it. Nothing is asked of the network. */
export class WebllmSource implements ModelSource {
  readonly modelId: string;
  readonly #folder: string;
  readonly #library: string;
  readonly #title: string;
  readonly #caches: StoredCaches;

  constructor(entry: ModelEntry, caches: StoredCaches) {
    if (entry.origin.kind !== 'webllm') throw new TypeError(`${entry.id} is no WebLLM model`);
    this.modelId = entry.id;
    this.#folder = weightsFolder(entry.origin.weights);
    this.#library = entry.origin.library;
    this.#title = entry.title;
    this.#caches = caches;
  }

  /** There is nothing to fetch; throws `model-missing` for what is not here. */
  async fetch(paths: readonly string[]): Promise<readonly never[]> {
    for (const path of paths) {
      if (!(await this.open(path))) throw webllmError('model-missing', this.#title);
    }
    const library = await this.#match(webllmCaches.library, this.#library);
    if (!library) throw webllmError('model-missing', this.#title);
    return [];
  }

  async open(path: string): Promise<StoredFile | undefined> {
    const cache = path === configurationFile ? webllmCaches.configuration : webllmCaches.weights;
    const file = await this.#match(cache, this.#folder + path);
    // Old repositories have none: the template is then MLC's own.
    return file ?? (path === tokenizerConfiguration ? new Response('{}') : undefined);
  }

  configuration(): Promise<unknown> {
    return this.json(configurationFile);
  }

  /** Throws `model-missing`, `model-damaged`. */
  async json(path: string): Promise<unknown> {
    const file = await this.open(path);
    if (!file) throw webllmError('model-missing', this.#title);
    const text = new TextDecoder().decode(await file.arrayBuffer());
    try {
      return JSON.parse(text);
    } catch (error) {
      throw webllmError('model-damaged', this.#title, error);
    }
  }

  async #match(cache: string, address: string): Promise<StoredFile | undefined> {
    return (await this.#caches.open(cache)).match(address);
  }
}
