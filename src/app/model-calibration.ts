import type { Action } from '../core/agent/actions';
import type { PromptStyle } from '../core/agent/prompt-styles/prompt-style';
import { promptStyleOf } from '../core/agent/prompt-styles/style-of';
import type { PriorWeights } from '../core/learning/prior-weights';
import {
  calibrate,
  CALIBRATION_SECONDS,
  calibrationKey,
  calibrationOrder,
  restoreCalibration,
  type CalibrationProgress,
} from '../core/models/calibrate';
import { embeddedModel, type ModelEntry } from '../core/models/model-entry';
import {
  modelProfileKey,
  restoreModelProfile,
  unmeasuredWeights,
  weightsOf,
  type ModelProfile,
} from '../core/models/model-profile';
import type { Clock } from '../core/ports/clock';
import type { LearningService } from '../core/ports/learning-service';
import type { Store } from '../core/ports/store';
import type { TextGenerator } from '../core/ports/text-generator';
import type { AppState } from './app-state';
import { Quiet } from './quiet';
import type { StateHolder } from './state-holder';

/** Ms without a request before a model is measured: the user has read the answer and not asked again. */
const QUIET = 15_000;
/** Answers after which they are kept, so that a page that ends loses few. */
const KEPT_EVERY = 10;

export interface CalibrationParts {
  readonly holder: StateHolder;
  readonly store: Store;
  readonly generator: TextGenerator;
  readonly service: Pick<LearningService, 'describe' | 'embed'>;
  readonly actions: readonly Action[];
  readonly clock: Clock;
  /** A setting as stored when the page was opened. */
  setting(key: string): unknown;
  readonly quiet?: number;
}

/**
 * Measures once what a model's word is worth in decisions (docs/decisions/2026-11-24-model-calibration.md): after it was
 * loaded first, while nobody asks anything. A request interrupts it; the next visit goes on where it was. The embedded
 * model's weights are the defaults: it is never measured.
 */
export class ModelCalibration {
  readonly #parts: CalibrationParts;
  readonly #quiet: Quiet;
  readonly #profiles = new Map<string, ModelProfile | null>();
  /** Models that could not be measured on this page, or are being. */
  readonly #tried = new Set<string>();
  #shown: string | null = null;

  constructor(parts: CalibrationParts) {
    this.#parts = parts;
    this.#quiet = new Quiet(parts.holder, isQuiet, parts.quiet ?? QUIET);
    parts.holder.subscribe((state) => this.#look(state));
    this.#look(parts.holder.state);
  }

  /** How the active model is asked. */
  get style(): PromptStyle {
    return promptStyleOf(this.#active.family);
  }

  /** What the active model's word counts for. */
  get weights(): PriorWeights {
    const profile = this.#profileOf(this.#active);
    return profile ? weightsOf(profile) : unmeasuredWeights(this.#active.family);
  }

  get #active(): ModelEntry {
    return this.#parts.holder.state.models.active;
  }

  #look({ models: { active, status } }: AppState): void {
    if (this.#shown !== active.id) {
      this.#shown = active.id;
      this.#show({ profile: this.#profileOf(active), measured: null });
    }
    const known = active.id === embeddedModel.id || this.#profileOf(active) !== null;
    if (known || status !== 'ready' || this.#tried.has(active.id)) return;
    this.#tried.add(active.id);
    // Where it can't be measured now, it is as if it was not yet, and the next visit tries again.
    void this.#measure(active).catch(() => this.#showFor(active, { measured: null }));
  }

  async #measure(entry: ModelEntry): Promise<void> {
    const { actions, clock, generator, service, store } = this.#parts;
    const style = promptStyleOf(entry.family);
    const { encoderHash } = await service.describe();
    const key = calibrationKey(style, actions, encoderHash);
    const setting = progressKey(entry.id);
    const start = restoreCalibration((await store.get('settings', setting))?.value, key);
    const total = calibrationOrder(actions).length;
    await this.#quiet.wait();
    const embeddings = await service.embed(actions.flatMap(({ examples }) => examples));
    let next = 0;
    const examples = actions.map(({ id, examples: { length } }) => ({
      action: id,
      embeddings: embeddings.slice(next, (next += length)),
    }));
    const left = new AbortController();
    const turn = async () => {
      const signal = await this.#quiet.wait();
      if (this.#active.id !== entry.id) left.abort();
      return signal;
    };
    const onProgress = (progress: CalibrationProgress) => {
      const { cases, seconds } = progress;
      const measured = Math.min(1, Math.max(cases.length / total, seconds / CALIBRATION_SECONDS));
      this.#showFor(entry, { measured });
      if (cases.length % KEPT_EVERY !== 0) return;
      // Losing it costs time only.
      store.commit({ settings: [{ id: setting, value: { key, ...progress } }] }).catch(() => {});
    };
    const task = { modelId: entry.id, generator, style, actions, examples, clock, turn };
    try {
      const profile = await calibrate(task, start, onProgress, left.signal);
      await store.commit({
        settings: [
          { id: modelProfileKey(entry.id), value: profile },
          { id: setting, value: null },
        ],
      });
      this.#profiles.set(entry.id, profile);
      this.#showFor(entry, { profile, measured: null });
    } finally {
      // One that was left for another may be measured when it is back.
      if (left.signal.aborted) this.#tried.delete(entry.id);
    }
  }

  #profileOf({ id, family }: ModelEntry): ModelProfile | null {
    const known = this.#profiles.get(id);
    if (known !== undefined) return known;
    const stored = this.#parts.setting(modelProfileKey(id));
    const profile = restoreModelProfile(stored, id, promptStyleOf(family).name);
    this.#profiles.set(id, profile);
    return profile;
  }

  /** Another model may have taken its place on the page. */
  #showFor({ id }: ModelEntry, change: Shown): void {
    if (this.#active.id === id) this.#show(change);
  }

  #show(change: Shown): void {
    this.#parts.holder.update(({ models }) => ({ models: { ...models, ...change } }));
  }
}

type Shown = Partial<Pick<AppState['models'], 'profile' | 'measured'>>;

/** The model is loaded, and no turn is running or waiting for it. */
function isQuiet({ busy, models }: AppState): boolean {
  return !busy && models.status === 'ready';
}

function progressKey(modelId: string): string {
  return `model-calibration:${modelId}`;
}
