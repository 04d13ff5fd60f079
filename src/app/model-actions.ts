import { ApprenticeError } from '../core/errors/apprentice-error';
import type { ModelEntry } from '../core/models/model-entry';
import type { ChosenFile } from '../core/ports/model-shelf';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import type { Chat } from './chat';
import { refreshStorage } from './data-actions';
import { ggufOpening } from './gguf-opening';
import type { Work } from './model-jobs';
import type { ModelJob } from './models-view';
import type { Models } from './models';
import { warmUp } from './warm-up';

type ModelActions = Pick<
  Apprentice,
  | 'openModels'
  | 'useModel'
  | 'unloadModel'
  | 'downloadModel'
  | 'pauseModelJob'
  | 'resumeModelJob'
  | 'cancelModelJob'
  | 'removeModel'
  | 'openGguf'
  | 'addModel'
  | 'installDefaultModels'
>;

const defaultJob = { id: 'default', kind: 'default', title: 'The default models' } as const;

export function modelActions(context: AppContext, models: Models, chat: Chat): ModelActions {
  const { holder, notices } = context;
  const { active, jobs, removals, settings, shelf } = models;
  const guard = notices.guard.bind(notices);

  /** Runs the job and reads again what is here, however it ended; `after` follows an end that was reached. */
  async function carryOut(
    job: Pick<ModelJob, 'id' | 'kind' | 'title'>,
    work: Work,
    after: () => void,
  ): Promise<void> {
    await jobs.run(job, async (...args) => {
      await work(...args);
      await refresh();
      after();
    });
    await refresh();
  }

  const opening = (file: ChosenFile | string) =>
    ggufOpening(file, models, async (entry) => {
      await refresh();
      arrived(entry);
    });

  /** What a paused or broken download of an earlier visit has left is there to be gone on with. */
  function takeUpOpening(): void {
    if (settings.opening === null) return;
    const { job, work } = opening(settings.opening);
    jobs.wait(job, work);
  }

  async function use(entry: ModelEntry): Promise<void> {
    await removals.keep(entry.id);
    if (holder.state.busy) {
      notices.info(
        `Stopped, to load ${entry.title}. Your request is kept: you can try it again with the new model.`,
      );
      chat.actions.stop();
    }
    // Between two turns, and not while one is being stopped; the next waits for the model by itself.
    let changing = Promise.resolve();
    await chat.between(async () => void (changing = active.change(entry)));
    await changing;
    await warmUp(context);
  }

  const arrived = (entry: ModelEntry) =>
    notices.offer(`${entry.title} is on this device now.`, 'Use it', () => guard(() => use(entry)));

  async function refresh(): Promise<void> {
    await models.library.refresh();
    await refreshStorage(context);
  }

  return {
    openModels: () =>
      guard(async () => {
        takeUpOpening();
        await models.library.open();
      }),

    useModel: (id) =>
      guard(async () => {
        const entry = models.library.find(id);
        if (entry) await use(entry);
      }),

    unloadModel: () => active.unload(),

    downloadModel: (id) =>
      guard(async () => {
        const entry = models.library.find(id);
        if (!entry) return;
        await settings.agree(id);
        await removals.keep(id);
        const job = { id, kind: 'download', title: entry.title } as const;
        const work: Work = (...args) => shelf.download(entry, ...args);
        await carryOut(job, work, () => arrived(entry));
      }),

    pauseModelJob: (id) => jobs.pause(id),
    resumeModelJob: (id) =>
      guard(async () => {
        await jobs.resume(id);
        await refresh();
      }),

    cancelModelJob: (id) =>
      guard(async () => {
        const entry = models.library.find(id);
        await jobs.cancel(id);
        if (entry) {
          await shelf.remove(entry);
          await settings.agree(id, false);
        } else if (id === defaultJob.id) await shelf.forget('default');
        else if (id === settings.opening) {
          await shelf.forget('gguf');
          await settings.beginOpening(null);
        }
        await refresh();
      }),

    removeModel: (id) =>
      guard(async () => {
        const entry = models.library.find(id);
        if (!entry) return;
        if (entry.id === holder.state.models.active.id) throw inUse(entry);
        await removals.begin(entry);
      }),

    openGguf: (file) =>
      guard(async () => {
        const { job, work } = opening(file);
        await jobs.run(job, work);
        await refresh();
      }),

    addModel: async (address, library) => {
      let added: ModelEntry | null = null;
      await guard(async () => {
        added = await shelf.describe(address, library);
        await settings.add(added);
        await models.library.refresh();
      });
      return added;
    },

    installDefaultModels: () =>
      guard(async () => {
        const work: Work = (...args) => shelf.installDefault(...args);
        await carryOut(defaultJob, work, () => void guard(() => warmUp(context)));
      }),
  };
}

function inUse({ title }: ModelEntry): ApprenticeError {
  return new ApprenticeError(
    'model-in-use',
    `${title} is what answers now. Nothing was deleted; use another model first.`,
  );
}
