import type { StartEncoderPass } from '../../../core/ports/encoder-pass';
import relaxed from './bert-relaxed.wasm?url';
import simd from './bert-simd.wasm?url';
import { startBert } from './start-bert';

const urls = { relaxed, simd };

/** The encoder's pass in a page or worker; the kernel comes from our own files. */
export const startEncoderPass: StartEncoderPass = (model, configuration) =>
  startBert(
    async (name) => (await fetch(new URL(urls[name], location.href))).arrayBuffer(),
    model,
    configuration,
  );
