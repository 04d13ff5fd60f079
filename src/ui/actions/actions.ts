import { trainingObstacle } from '../features/learning/training-obstacle';
import type { Page } from '../state/route';
import { ROOMY } from '../state/room';
import type { Action } from './action';

const goTo = (page: Page, title: string): Action => ({
  id: `go-${page}`,
  title,
  group: 'Go to',
  scope: 'anywhere',
  run: (ui) => ui.router.go({ page, id: page === 'chat' ? ui.app.conversationId : null }),
});

const composer: readonly Action[] = [
  {
    id: 'send',
    title: 'Send',
    group: 'Conversation',
    shortcut: { key: 'Enter' },
    scope: 'composer',
    run: (ui) => ui.send(),
  },
  {
    id: 'edit-last',
    title: 'Edit the last request',
    group: 'Conversation',
    shortcut: { key: 'ArrowUp' },
    scope: 'composer',
    enabled: (ui) => ui.draft.text === '' && ui.app.turns.length > 0,
    run: (ui) => {
      const last = ui.app.turns.at(-1)?.episode;
      ui.draft.text = last?.thread?.part?.message ?? last?.request ?? '';
    },
  },
];

const conversation: readonly Action[] = [
  {
    id: 'new-conversation',
    title: 'New conversation',
    group: 'Conversation',
    shortcut: { key: 'o', primary: true, shift: true },
    scope: 'anywhere',
    run: (ui) => {
      ui.overlays.why = null;
      ui.apprentice.newConversation();
      ui.router.go({ page: 'chat', id: null });
    },
  },
  {
    id: 'conversations',
    title: 'Show or hide the conversations',
    group: 'Conversation',
    shortcut: { key: 'b', primary: true },
    scope: 'anywhere',
    run: ({ overlays }) => {
      if (matchMedia(ROOMY).matches) overlays.compactRail = !overlays.compactRail;
      else overlays.conversations = !overlays.conversations;
    },
  },
  {
    id: 'stop',
    title: 'Stop',
    group: 'Conversation',
    shortcut: { key: 'Escape' },
    scope: 'anywhere',
    enabled: (ui) => ui.app.busy,
    run: (ui) => ui.apprentice.stop(),
  },
  {
    id: 'retry',
    title: 'Try the last request again',
    group: 'Conversation',
    scope: 'anywhere',
    enabled: (ui) => !ui.app.busy && ui.app.turns.length > 0,
    run: (ui) => {
      const last = ui.app.turns.at(-1);
      if (last) void ui.apprentice.retry(last.episode.id);
    },
  },
  {
    id: 'undo-notice',
    title: 'Undo what the last message offers',
    group: 'Conversation',
    shortcut: { key: 'z', primary: true },
    scope: 'outside',
    enabled: (ui) => ui.app.notices.some((notice) => notice.undo !== null),
    run: (ui) => {
      const notice = ui.app.notices.findLast((candidate) => candidate.undo !== null);
      if (notice) void ui.apprentice.undoNotice(notice.id);
    },
  },
];

const learning: readonly Action[] = [
  {
    id: 'train',
    title: 'Train now',
    group: 'Learning',
    scope: 'anywhere',
    enabled: (ui) => trainingObstacle(ui.app.learning) === null,
    run: (ui) => void ui.apprentice.trainNow(),
  },
  {
    id: 'pause-learning',
    title: 'Pause learning',
    group: 'Learning',
    scope: 'anywhere',
    enabled: (ui) => !ui.app.learning.state.paused,
    run: (ui) => void ui.apprentice.pauseLearning(true),
  },
  {
    id: 'resume-learning',
    title: 'Resume learning',
    group: 'Learning',
    scope: 'anywhere',
    enabled: (ui) => ui.app.learning.state.paused,
    run: (ui) => void ui.apprentice.pauseLearning(false),
  },
];

const models: readonly Action[] = [
  {
    id: 'switch-model',
    title: 'Switch the language model',
    group: 'Interface',
    scope: 'anywhere',
    run: ({ overlays }) => {
      overlays.models = true;
    },
  },
  {
    id: 'unload-model',
    title: 'Free the language model’s memory',
    group: 'Interface',
    scope: 'anywhere',
    enabled: (ui) => ui.app.models.status === 'ready' && !ui.app.busy,
    run: (ui) => ui.apprentice.unloadModel(),
  },
];

const theme = (value: string, title: string): Action => ({
  id: `theme-${value}`,
  title,
  group: 'Interface',
  scope: 'anywhere',
  run: (ui) => void ui.apprentice.changeSetting('theme', value),
});

const frame: readonly Action[] = [
  {
    id: 'palette',
    title: 'Find a command',
    group: 'Interface',
    shortcut: { key: 'k', primary: true },
    scope: 'anywhere',
    run: (ui) => {
      ui.overlays.palette = !ui.overlays.palette;
    },
  },
  {
    id: 'help',
    title: 'Keyboard shortcuts',
    group: 'Interface',
    shortcut: { key: '/', primary: true },
    scope: 'anywhere',
    run: (ui) => {
      ui.overlays.help = !ui.overlays.help;
    },
  },
  theme('light', 'Light theme'),
  theme('dark', 'Dark theme'),
  theme('system', 'Theme of the system'),
];

/** Every action, in the order in which palette and help show them. */
export const actions: readonly Action[] = [
  ...composer,
  ...conversation,
  goTo('chat', 'Chat'),
  goTo('memory', 'Memory'),
  goTo('learning', 'Learning'),
  goTo('models', 'Models'),
  goTo('settings', 'Settings'),
  ...learning,
  ...models,
  ...frame,
];
