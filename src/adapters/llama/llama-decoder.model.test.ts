import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { folderSource } from '../cache-storage/node/folder-source';
import { divergence, logSoftmax } from '../transformers/conversion/testing/divergence';
import { available, sharedDataFile } from '../transformers/conversion/testing/shared-data';
import { loadLanguageModel } from '../transformers/load-language-model';
import { startKernel } from './node/start-kernel';

const modelId = 'SmolLM2-135M-Instruct';
const data = 'smollm2-135m-reference.json';

const load = (contextLength: number) =>
  loadLanguageModel(folderSource('public/models', modelId), {
    backend: 'wasm',
    threads: 2,
    contextLength,
    startDecoder: startKernel(2),
  });

describeLanguageModel('the kernel with SmolLM2-135M', {
  create: () => load(contractContext),
  tolerance: 0,
});

interface ReferenceCase {
  readonly tokens: readonly number[];
  readonly topTokens: readonly (readonly number[])[];
  readonly topLogProbabilities: readonly (readonly number[])[];
}

describe.runIf(available(data, modelId))('the kernel against llama.cpp', () => {
  it('gives the same next-token probabilities', async () => {
    const { cases } = JSON.parse(readFileSync(sharedDataFile(data) ?? '', 'utf8')) as {
      cases: readonly ReferenceCase[];
    };
    const model = await load(512);
    const found: number[] = [];
    for (const { tokens, topTokens, topLogProbabilities } of cases) {
      await model.truncate(0);
      let at = 0;
      for await (const row of model.forwardAll(Int32Array.from(tokens))) {
        found.push(divergence(topTokens[at]!, topLogProbabilities[at]!, logSoftmax(row)));
        at++;
      }
    }
    await model.dispose();
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    console.info(`kernel: mean KL to llama.cpp ${mean.toFixed(4)} nat`);
    // An exact float32 conversion of the same weights is .004 from llama.cpp, ONNX Runtime's int8 .041.
    expect(mean).toBeLessThanOrEqual(0.015);
  });
});
