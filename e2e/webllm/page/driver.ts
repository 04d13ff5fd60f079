import { connect } from '../../../src/workers/rpc';
import { fillCaches } from './fill-caches';
import type { ModelProtocol } from './model.worker';

const worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module' });
const { remote } = connect<ModelProtocol>(worker);

const driver = { fill: fillCaches, model: remote };
export type Driver = typeof driver;
Object.assign(globalThis, { driver });
