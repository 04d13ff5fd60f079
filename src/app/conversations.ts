import { searchEpisodes } from '../core/memory/search-episodes';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import type { Deletions } from './deletions';

type ConversationActions = Pick<
  Apprentice,
  | 'newConversation'
  | 'openConversation'
  | 'renameConversation'
  | 'deleteConversation'
  | 'searchEpisodes'
  | 'deleteEpisode'
  | 'dismissReminder'
>;

export function conversationActions(
  context: AppContext,
  deletions: Deletions,
): ConversationActions {
  const { clock, holder, library, notices, store, turns } = context;
  return {
    newConversation: () => turns.show(null),

    openConversation: async (id) => {
      if (library.conversations.has(id)) turns.show(id);
    },

    renameConversation: (id, title) =>
      notices.guard(async () => {
        const conversation = library.conversations.get(id);
        if (!conversation || title.trim() === '') return;
        const renamed = { ...conversation, title: title.trim() };
        await store.commit({ conversations: [renamed] });
        library.conversations.set(id, renamed);
        holder.update({ conversations: library.conversationList() });
      }),

    deleteConversation: (id) =>
      notices.guard(async () => {
        const title = library.conversations.get(id)?.title;
        if (title === undefined) return;
        const episodes = library.episodesOf(id).map((episode) => episode.id);
        await deletions.begin({ conversations: [id], episodes }, `Deleted “${title}”.`);
      }),

    searchEpisodes: async (query) => searchEpisodes([...library.episodes.values()], query),

    deleteEpisode: (id) =>
      notices.guard(async () => {
        const request = library.episodes.get(id)?.request;
        if (request === undefined) return;
        const sentence = `Forgot “${request.slice(0, 60)}” and what it taught.`;
        await deletions.begin({ conversations: [], episodes: [id] }, sentence);
      }),

    dismissReminder: (id) =>
      notices.guard(async () => {
        const reminder = holder.state.things.reminders.find((r) => r.id === id);
        if (!reminder) return;
        const record = { ...reminder, dismissedAt: clock.now() };
        await store.commit({ changes: [{ type: 'put', table: 'reminders', record }] });
        await context.refreshThings();
      }),
  };
}
