import { readFile } from 'node:fs/promises';
import type { StartEncoderPass } from '../../../core/ports/encoder-pass';
import { startBert } from '../bert/start-bert';

/** What pages run the encoder on, in Node. */
export const startEncoderPass: StartEncoderPass = (model, configuration) =>
  startBert((name) => readFile(`src/adapters/llama/bert/bert-${name}.wasm`), model, configuration);
