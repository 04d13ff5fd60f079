import { connect } from '../../../src/workers/rpc';
import { fillCaches } from './fill-caches';
import type { GenerationProtocol } from './generation.worker';

const worker = new Worker(new URL('./generation.worker.ts', import.meta.url), { type: 'module' });
const { remote } = connect<GenerationProtocol>(worker);

const generation = { fill: fillCaches, worker: remote };
export type GenerationDriver = typeof generation;
Object.assign(globalThis, { generation });
