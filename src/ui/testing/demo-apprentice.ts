import type { AppState, Turn } from '../../app/app-state';
import type { Apprentice } from '../../app/apprentice';
import { REPLY, type ActionId, type Episode } from '../../core/memory/episode';
import type { VersionComparison } from '../../core/learning/version-comparison';
import type { SignalKind } from '../../core/learning/signal';
import { actionTitle } from '../format/action-title';
import { episode, signal, step } from './demo-episodes';
import { demoComparison } from './demo-learning';
import { DemoModels } from './demo-models';
import { demoScript } from './demo-script';
import { demoHistory, demoState, type Scene } from './demo-state';
import { turn } from './demo-turns';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** An application without an engine: it keeps its state in memory and acts as if. For looking at the interface. */
export class DemoApprentice extends DemoModels implements Apprentice {
  state: AppState;
  readonly #listeners = new Set<(state: AppState) => void>();
  #history: Episode[];
  #back: AppState | null = null;
  #next = 1000;
  #stopped = false;

  constructor(scene: Scene) {
    super();
    this.state = demoState(scene, Date.now());
    this.#history = scene === 'rich' || scene === 'training' ? demoHistory(Date.now()) : [];
  }

  subscribe(listener: (state: AppState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async send(text: string): Promise<void> {
    this.#stopped = false;
    const id = this.state.conversationId ?? `c${this.#next++}`;
    if (this.state.conversationId === null) {
      const now = Date.now();
      const conversation = { id, title: text.slice(0, 60), createdAt: now, updatedAt: now };
      this.change({
        conversationId: id,
        conversations: [conversation, ...this.state.conversations],
      });
    }
    const sequence = this.#next++;
    const made = episode({
      id: `e${sequence}`,
      sequence,
      conversationId: id,
      at: Date.now(),
      request: text,
    });
    this.change({
      busy: true,
      turns: [...this.state.turns, turn({ episode: made, phase: 'queued' })],
    });
    if (this.state.startup.status !== 'ready') return;
    await this.#play(made);
    this.change({ busy: false });
  }

  async #play(made: Episode): Promise<void> {
    const script = demoScript(made.request);
    this.#turn(made.id, (now) => ({ ...now, phase: 'deciding' }));
    await pause(500);
    this.#episode(made.id, { decision: script.decision }, script.call ? 'filling' : 'writing');
    await pause(400);
    if (script.call) this.#episode(made.id, { steps: [script.call] }, 'running');
    for (const reply of script.reply) {
      if (this.#stopped) break;
      this.#episode(made.id, { reply }, 'writing');
      await pause(60);
    }
    this.#episode(made.id, { status: this.#stopped ? 'cancelled' : 'done' }, 'done');
    if (!script.call) this.#turn(made.id, (now) => ({ ...now, tokensPerSecond: 16.4 }));
  }

  stop(): void {
    this.#stopped = true;
    if (this.state.startup.status !== 'ready') this.change({ busy: false });
  }
  async retry(id: string): Promise<void> {
    const found = this.#history.find((candidate) => candidate.id === id) ?? this.#find(id)?.episode;
    if (found) await this.send(found.request);
  }

  async thumb(id: string, direction: 'up' | 'down'): Promise<void> {
    this.#feedback(id, direction === 'up' ? 'thumbs-up' : 'thumbs-down', this.#chosen(id));
  }
  async correct(id: string, action: ActionId): Promise<void> {
    this.#feedback(id, 'correction', action);
    this.#turn(id, (now) => {
      const undone = now.episode.steps.map((past) => ({ ...past, undone: true }));
      const redo =
        action === REPLY ? [] : [step({ toolId: action, arguments: {}, origin: 'correction' })];
      return { ...now, episode: { ...now.episode, steps: [...undone, ...redo] } };
    });
  }
  async fixArgument(id: string, name: string, value: string): Promise<void> {
    this.#feedback(id, 'argument-edit', this.#chosen(id));
    this.#turn(id, (now) => {
      const steps = now.episode.steps.map((past, index, all) =>
        index === all.length - 1
          ? {
              ...past,
              arguments: { ...past.arguments, [name]: value },
              origins: { ...past.origins, [name]: 'user' as const },
            }
          : past,
      );
      return { ...now, episode: { ...now.episode, steps } };
    });
  }
  async editAnswer(id: string, text: string): Promise<void> {
    this.#feedback(id, 'answer-edit', REPLY);
    this.#turn(id, (now) => ({ ...now, episode: { ...now.episode, editedReply: text } }));
  }
  async undo(id: string): Promise<void> {
    this.#turn(id, (now) => ({
      ...now,
      episode: {
        ...now.episode,
        steps: now.episode.steps.map((past) => ({ ...past, undone: true })),
      },
    }));
    this.#notify('Undone: the shopping list is as it was.', 'Redo');
  }
  async copyAnswer(): Promise<void> {
    this.#notify('Copied.', null);
  }
  readonly forget = (signalId: string): Promise<void> => this.takeBack(signalId);
  async takeBack(signalId: string): Promise<void> {
    const without = (kept: Turn): Turn => ({
      ...kept,
      feedback: kept.feedback.filter(({ id }) => id !== signalId),
      learned: kept.learned?.signalId === signalId ? null : kept.learned,
    });
    const learned = this.state.learning.learned.filter((one) => one.signal.id !== signalId);
    this.#undoable('Forgotten: it no longer teaches.', {
      turns: this.state.turns.map(without),
      learning: { ...this.state.learning, learned },
    });
  }

  newConversation(): void {
    this.change({ conversationId: null, turns: [] });
  }
  async openConversation(id: string): Promise<void> {
    const turns =
      id === 'c1'
        ? demoState('rich', Date.now()).turns
        : this.#history
            .filter((one) => one.conversationId === id)
            .map((one) => turn({ episode: one }));
    this.change({ conversationId: id, turns });
  }
  async renameConversation(id: string, title: string): Promise<void> {
    this.change({
      conversations: this.state.conversations.map((one) =>
        one.id === id ? { ...one, title } : one,
      ),
    });
  }
  async deleteConversation(id: string): Promise<void> {
    const conversations = this.state.conversations.filter((one) => one.id !== id);
    const current = this.state.conversationId === id ? { conversationId: null, turns: [] } : {};
    this.#undoable('Conversation deleted.', { conversations, ...current });
  }
  async searchEpisodes(query: string): Promise<Episode[]> {
    await pause(120);
    const words = query.toLowerCase().split(/\s+/);
    return this.#history.filter((one) =>
      words.every((word) => one.request.toLowerCase().includes(word)),
    );
  }
  async deleteEpisode(id: string): Promise<void> {
    this.#history = this.#history.filter((one) => one.id !== id);
    this.#undoable('Forgotten, with everything it taught.', {
      turns: this.state.turns.filter((one) => one.episode.id !== id),
    });
  }
  async dismissReminder(id: string): Promise<void> {
    this.change({ due: this.state.due.filter((one) => one.id !== id) });
  }

  async trainNow(): Promise<void> {
    for (let at = 0; at <= 20; at += 1) {
      this.#learning({ training: { step: at, steps: 20 } });
      await pause(100);
    }
    this.#learning({ training: null });
  }
  cancelTraining(): void {
    this.#learning({ training: null });
  }
  async approve(): Promise<void> {
    this.#notify('v6 is live now.', 'Undo');
  }
  async discard(): Promise<void> {
    this.#learning({ state: { ...this.state.learning.state, trial: null }, evidence: null });
  }
  async rollBack(id: string | null): Promise<void> {
    this.#learning({ state: { ...this.state.learning.state, liveId: id } });
  }
  async rollBackArguments(id: string | null): Promise<void> {
    const learned = this.state.learning.arguments;
    if (learned) this.#learning({ arguments: { ...learned, liveId: id } });
  }
  async keepVersion(id: string, kept: boolean): Promise<void> {
    const { state } = this.state.learning;
    const others = state.kept.filter((one) => one !== id);
    this.#learning({ state: { ...state, kept: kept ? [...others, id] : others } });
  }
  async compareVersions(): Promise<VersionComparison> {
    await pause(400);
    return demoComparison;
  }
  async pauseLearning(paused: boolean): Promise<void> {
    this.#learning({ state: { ...this.state.learning.state, paused } });
  }
  async pin(episodeId: string): Promise<void> {
    const request = this.#history.find(({ id }) => id === episodeId)?.request ?? '';
    const pinned = { id: `p${this.#next++}`, episodeId, request, action: this.#chosen(episodeId) };
    this.#learning({ pins: [...this.state.learning.pins, pinned] });
  }
  async unpin(id: string): Promise<void> {
    this.#learning({ pins: this.state.learning.pins.filter((one) => one.id !== id) });
  }

  dismissNotice(id: string): void {
    this.change({ notices: this.state.notices.filter((one) => one.id !== id) });
  }
  async undoNotice(id: string): Promise<void> {
    if (this.#back) this.change({ ...this.#back });
    this.dismissNotice(id);
  }
  async exportAll(): Promise<string> {
    return JSON.stringify({ demo: true });
  }
  async importAll(): Promise<void> {
    this.#notify('Imported.', null);
  }
  async wipe(): Promise<void> {
    location.reload();
  }
  async persist(): Promise<void> {
    const { storage } = this.state;
    if (storage) this.change({ storage: { ...storage, persisted: true } });
  }

  protected change(change: Partial<AppState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener(this.state);
  }
  #learning(change: Partial<AppState['learning']>): void {
    this.change({ learning: { ...this.state.learning, ...change } });
  }
  #find(id: string): Turn | undefined {
    return this.state.turns.find((one) => one.episode.id === id);
  }
  #chosen(id: string): ActionId {
    return this.#find(id)?.episode.decision?.chosen ?? REPLY;
  }
  #turn(id: string, change: (turn: Turn) => Turn): void {
    this.change({
      turns: this.state.turns.map((one) => (one.episode.id === id ? change(one) : one)),
    });
  }
  #episode(id: string, change: Partial<Episode>, phase: Turn['phase']): void {
    this.#turn(id, (now) => ({ ...now, phase, episode: { ...now.episode, ...change } }));
  }
  #feedback(id: string, kind: SignalKind, action: ActionId): void {
    const given = signal(`g${this.#next++}`, id, kind, action, Date.now());
    this.#turn(id, (now) => ({
      ...now,
      feedback: [
        ...now.feedback.filter(
          (one) => !one.kind.startsWith('thumbs') || !kind.startsWith('thumbs'),
        ),
        given,
      ],
      learned: {
        sentence: `Learned: “${now.episode.request}” → ${actionTitle(action, this.state.tools)}. Applies now.`,
        signalId: given.id,
      },
    }));
  }
  #undoable(text: string, change: Partial<AppState>): void {
    this.#back = this.state;
    this.change(change);
    this.#notify(text, 'Undo');
  }
  #notify(text: string, undo: string | null): void {
    const notice = { id: `m${this.#next++}`, kind: 'info' as const, text, undo };
    this.change({ notices: [...this.state.notices, notice] });
  }
}
