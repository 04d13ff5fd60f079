import type { AppState, ModelProgress } from '../../../app/app-state';
import { bytesOf } from '../../format/bytes';
import { modelName } from '../../format/model-name';
import { backendName, engineName } from '../../format/status-sentence';
import { versionName } from '../../format/version-name';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What runs here, for Settings and for the diagnostics. */
export function engineFacts(state: AppState): Fact[] {
  const { engine, learning, startup } = state;
  const facts: Fact[] = [
    { name: 'Language model', value: engine ? engineName(state) : 'not loaded' },
  ];
  if (engine) {
    facts.push({ name: 'Computes with', value: backendName(engine) });
    facts.push({
      name: 'Reads at once',
      value: `${engine.contextLength.toLocaleString('en-GB')} tokens`,
    });
  }
  facts.push({ name: 'Trains with', value: learning.backend ?? 'not loaded' });
  facts.push({
    name: 'Version',
    value: versionName(learning.state.liveId, learning.snapshots),
  });
  facts.push({ name: 'Opens without a network', value: state.offlineReady ? 'yes' : 'not yet' });
  return [...facts, ...startup.models.map(modelFact)];
}

const STATUS: Readonly<Record<ModelProgress['status'], string>> = {
  waiting: 'waiting',
  loading: 'loading',
  ready: 'ready',
  failed: 'could not be loaded',
};

function modelFact({ model, status, loaded, total }: ModelProgress): Fact {
  const amount = status === 'loading' ? `, ${bytesOf(loaded, total)}` : '';
  return { name: modelName(model), value: STATUS[status] + amount };
}
