import type { AppState } from '../../app/app-state';
import type { EngineInfo } from '../../core/ports/text-generator';
import { count } from './count';
import { modelName } from './model-name';
import { versionName } from './version-name';

/** What runs, in words: ["SmolLM2 135M", "WASM, 2 threads", "works offline", "adapter v7"]. */
export function statusParts(state: AppState): string[] {
  const parts: string[] = [];
  if (state.engine) parts.push(engineName(state), backendName(state.engine));
  parts.push(network(state));
  const { liveId } = state.learning.state;
  parts.push(
    liveId === null ? 'untrained' : `adapter ${versionName(liveId, state.learning.snapshots)}`,
  );
  if (state.learning.state.paused) parts.push('learning paused');
  return parts;
}

/** The name of what runs: its title, or its id made readable where it is not the one that was chosen. */
export function engineName({ engine, models }: AppState): string {
  const { id, title } = models.active;
  return modelName(engine?.modelId === id ? title : (engine?.modelId ?? title));
}

/** The same, also while nothing is loaded. */
export function modelWords(state: AppState): string {
  const { active, status } = state.models;
  if (state.engine) return engineName(state);
  return status === 'loading' ? `loading ${active.title}` : `${active.title}, not loaded`;
}

export function backendName({ backend, threads }: EngineInfo): string {
  if (backend === 'webgpu') return 'WebGPU';
  const name = backend === 'wasm' ? 'WASM' : 'CPU';
  return `${name}, ${count(threads, 'thread')}`;
}

function network({ online, offlineReady }: AppState): string {
  if (!online) return 'offline';
  return offlineReady ? 'works offline' : 'not ready for offline yet';
}
