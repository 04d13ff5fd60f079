import { createRandom } from '../../generation/prng';
import type { SlotValues } from '../align-values';
import type { SlotTool } from '../slot';
import type { KnownCall } from '../slot-call';
import { knownCall, slotRequest } from '../slot-call';

const parameter = (name: string) => ({
  name,
  kind: 'request' as const,
  required: false,
  many: false,
});

export const playTool: SlotTool = {
  id: 'play',
  parameters: [parameter('artist'), parameter('service')],
};

const DIMENSIONS = 12;

/** A word's state: drawn at random from its spelling, so that the same word always has the same. */
function stateOf(word: string): Float32Array {
  const seed = [...word.toLowerCase()].reduce((sum, c) => 31 * sum + c.charCodeAt(0), 7);
  const random = createRandom(seed);
  return Float32Array.from({ length: DIMENSIONS }, () => random.next() - 0.5);
}

/** A request as it is seen by an encoder without context. */
export function sampleRequest(text: string) {
  const states = text.split(/\s+/u).map(stateOf);
  const words = new Float32Array(states.length * DIMENSIONS);
  states.forEach((state, i) => words.set(state, i * DIMENSIONS));
  const pooled = new Float32Array(DIMENSIONS);
  for (const state of states) state.forEach((x, i) => (pooled[i] += x));
  const length = Math.hypot(...pooled);
  return slotRequest(text, { pooled: pooled.map((x) => x / length), words });
}

export function sampleCall(request: string, values: SlotValues, tool = playTool): KnownCall {
  const call = { id: request, tool: tool.id, request, values, weight: 1 };
  const known = knownCall(call, tool, sampleRequest(request));
  if (!known) throw new Error(`The values are not in “${request}”.`);
  return known;
}

const artists = ['Miles Davis', 'Nina Simone', 'Bach', 'Sade', 'Ella Fitzgerald', 'Prince'];
const services = ['Spotify', 'Deezer', 'Pandora'];

/** `count` calls of one pattern: "play <artist> on <service>". */
export function sampleCalls(count: number): KnownCall[] {
  return Array.from({ length: count }, (_, i) => {
    const artist = artists[i % artists.length];
    const service = services[i % services.length];
    return sampleCall(`please play ${artist} on ${service}`, { artist, service });
  });
}
