import type { Clock } from '../core/ports/clock';
import type { ModelShelf } from '../core/ports/model-shelf';
import { ActiveModel } from './active-model';
import { EngineHost, type StartEngine } from './engine-host';
import { ModelJobs } from './model-jobs';
import { ModelLibrary, type ModelLibraryParts } from './model-library';
import { ModelRemovals } from './model-removals';
import { ModelSettings } from './model-settings';
import type { Notices } from './notices';
import type { Settings } from './settings';
import type { StateHolder } from './state-holder';

export interface ModelsOutside {
  readonly holder: StateHolder;
  readonly notices: Notices;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly shelf: ModelShelf;
  readonly startEngine: StartEngine;
  readonly catalogues: ModelLibraryParts['catalogues'];
  device: ModelLibraryParts['device'];
}

/** The language models: which one answers, which there are, what is on its way here and what goes. */
export class Models {
  readonly settings: ModelSettings;
  readonly shelf: ModelShelf;
  readonly active: ActiveModel;
  readonly library: ModelLibrary;
  readonly jobs: ModelJobs;
  readonly removals: ModelRemovals;

  constructor({ startEngine, clock, ...outside }: ModelsOutside) {
    const { holder, shelf } = outside;
    const parts = { ...outside, settings: new ModelSettings(outside.settings) };
    const engine = new EngineHost(holder, parts.settings.chosen, startEngine);
    this.settings = parts.settings;
    this.shelf = shelf;
    this.active = new ActiveModel({ ...parts, engine });
    this.library = new ModelLibrary(parts);
    this.jobs = new ModelJobs(holder, clock);
    this.removals = new ModelRemovals({ ...parts, library: this.library });
  }
}
