// npx tsx tools/models/sentence-space.ts: makes sentence-space.bin of the built-in unlabelled requests. Takes a minute;
// needed again only where the encoder or these requests change, and then everything that was learned is learned anew.
import { writeFileSync } from 'node:fs';
import { folderSource } from '../../src/adapters/cache-storage/node/folder-source';
import { startEncoderPass } from '../../src/adapters/llama/node/start-encoder-pass';
import { loadEncoder } from '../../src/adapters/transformers/load-encoder';
import { offScopeRequests } from '../../src/core/learning/off-scope-requests';
import { layersOf, writeSentenceSpace } from '../../src/core/learning/sentence-space';
import { symmetricEigen } from '../../src/core/learning/symmetric-eigen';
import { dot, norm } from '../../src/core/learning/vector';

/** .9713 right with 256, .970 with all 768 (CLINC150, 30 tools, 400 to 500 corrections, tuning streams). */
const DIMENSIONS = 256;

const source = folderSource('public/models', 'all-MiniLM-L6-v2');
const encoder = await loadEncoder(source, startEncoderPass);
const states = await encoder.embed(offScopeRequests);
await encoder.dispose();

const none = new Float32Array(encoder.wordDimensions);
const wordMean = mean(states.map((state) => layersOf(state, none).subarray(encoder.dimensions)));
const layers = states.map((state) => layersOf(state, wordMean));
const centre = mean(layers);
const centred = layers.map((one) => one.map((value, i) => value - centre[i]!));

// Fewer requests than numbers in a state: the directions are combinations of requests, found from their products.
const n = centred.length;
const products = new Float64Array(n * n);
for (let i = 0; i < n; i++)
  for (let j = 0; j < n; j++) products[i * n + j] = dot(centred[i]!, centred[j]!);
const { vectors } = symmetricEigen(products, n);
const rows = Array.from({ length: DIMENSIONS }, (_, r) => {
  const direction = new Float32Array(centre.length);
  centred.forEach((one, i) =>
    one.forEach((value, k) => (direction[k]! += vectors[r * n + i]! * value)),
  );
  const length = norm(direction);
  return direction.map((value) => value / length);
});
const file = 'src/adapters/transformers/sentence-space.bin';
const bytes = writeSentenceSpace(wordMean, rows);
writeFileSync(file, bytes);
console.log(`${file}: ${bytes.length} bytes`);
process.exit(0);

function mean(list: readonly Float32Array[]): Float32Array {
  const sums = new Float64Array(list[0]!.length);
  for (const values of list) values.forEach((value, i) => (sums[i]! += value));
  return Float32Array.from(sums, (sum) => sum / list.length);
}
