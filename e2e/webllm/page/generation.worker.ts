import { MLCEngine } from '@mlc-ai/web-llm';
import { loadTokenizer } from '../../../src/adapters/transformers/model-tokenizer';
import { loadWebllm } from '../../../src/adapters/webllm/load-webllm';
import { generate } from '../../../src/core/generation/generate';
import { createRandom } from '../../../src/core/generation/prng';
import { TokenCache } from '../../../src/core/generation/token-cache';
import type { LanguageModel } from '../../../src/core/ports/language-model';
import { serve, workerScope } from '../../../src/workers/rpc';
import { testModel } from './test-model';

/** What one arm took, and wrote. */
export interface Written {
  readonly seconds: number;
  readonly text: string;
}

/** Our loop and WebLLM's own on one loaded model. */
export interface GenerationProtocol {
  load(): Promise<number>;
  ours(request: string, tokens: number): Promise<Written>;
  theirs(request: string, tokens: number): Promise<Written>;
}

let model: LanguageModel;
let webllm: MLCEngine;
const system = 'You are a helpful AI assistant.';

/** Gets hold of the engine that the adapter makes. */
const { reload } = MLCEngine.prototype;
MLCEngine.prototype.reload = function (...args) {
  note(this);
  return reload.apply(this, args);
};
function note(engine: MLCEngine): void {
  webllm = engine;
}

serve<GenerationProtocol>(workerScope(), {
  async load() {
    const start = performance.now();
    model = await loadWebllm(testModel(), { loadTokenizer });
    return (performance.now() - start) / 1000;
  },

  async ours(request, tokens) {
    // The peer has left its own tokens in the cache: a beginning of ours that it can't have begins anew.
    await model.truncate(0);
    await model.forward(Int32Array.of(0));
    await model.truncate(0);
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: request },
    ] as const;
    const start = performance.now();
    const cache = new TokenCache(model);
    const { text } = await generate(cache, model.encode(model.renderPrompt(messages)), {
      ...{ temperature: 0, topP: 1, repetitionPenalty: 1, random: createRandom(1) },
      maxTokens: tokens,
    });
    return { seconds: (performance.now() - start) / 1000, text };
  },

  async theirs(request, tokens) {
    const pipelines = (webllm as unknown as { loadedModelIdToPipeline: Map<string, object> })
      .loadedModelIdToPipeline;
    // Our way to the logits in the public interface would copy them twice a token.
    Object.assign([...pipelines.values()][0] ?? {}, { logitProcessor: undefined });
    const start = performance.now();
    const { choices } = await webllm.chat.completions.create({
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: request },
      ],
      temperature: 0,
      max_tokens: tokens,
    });
    const text = choices[0]?.message.content ?? '';
    return { seconds: (performance.now() - start) / 1000, text };
  },
});
