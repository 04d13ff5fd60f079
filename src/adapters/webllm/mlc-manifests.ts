/** What we read of `mlc-chat-config.json`. */
export interface ChatConfiguration {
  readonly vocabularySize: number;
  /** Tokens; null where the model has none of its own (sliding windows). */
  readonly contextLength: number | null;
  readonly stopTokens: readonly number[];
  readonly tokenizerFiles: readonly string[];
  readonly conversation: ConversationTemplate;
}

/** MLC's own description of a chat format, for models whose tokenizer brings no template. */
export interface ConversationTemplate {
  readonly systemTemplate: string;
  readonly systemMessage: string;
  readonly roles: { readonly user: string; readonly assistant: string };
  readonly separators: readonly string[];
  readonly contentSeparator: string;
  readonly emptySeparator: string;
}

export interface Shard {
  readonly path: string;
  readonly bytes: number;
}

/** Null when it is no such file. */
export function readChatConfiguration(json: unknown): ChatConfiguration | null {
  const config = json as Partial<Record<string, unknown>> | null;
  const vocabularySize = config?.['vocab_size'];
  if (!config || typeof vocabularySize !== 'number') return null;
  const template = (config['conv_template'] ?? {}) as Partial<Record<string, unknown>>;
  const context = config['context_window_size'];
  return {
    vocabularySize,
    contextLength: typeof context === 'number' && context > 0 ? context : null,
    stopTokens: numbers(template['stop_token_ids']),
    tokenizerFiles: strings(config['tokenizer_files']),
    conversation: readTemplate(template),
  };
}

/** The weights' files in `tensor-cache.json`; null when it is no such file. */
export function readShards(json: unknown): readonly Shard[] | null {
  const records = (json as { records?: unknown } | null)?.records;
  if (!Array.isArray(records) || records.length === 0) return null;
  const shards = (records as { dataPath?: unknown; nbytes?: unknown }[]).map(
    ({ dataPath, nbytes }) => ({ path: dataPath, bytes: nbytes }),
  );
  return shards.every(isShard) ? shards : null;
}

function isShard(shard: { path: unknown; bytes: unknown }): shard is Shard {
  return typeof shard.path === 'string' && Number.isSafeInteger(shard.bytes);
}

function readTemplate(template: Partial<Record<string, unknown>>): ConversationTemplate {
  const roles = (template['roles'] ?? {}) as Partial<Record<string, unknown>>;
  return {
    systemTemplate: text(template['system_template'], '{system_message}'),
    systemMessage: text(template['system_message'], ''),
    roles: { user: text(roles['user'], 'user'), assistant: text(roles['assistant'], 'assistant') },
    separators: strings(template['seps']),
    contentSeparator: text(template['role_content_sep'], ': '),
    emptySeparator: text(template['role_empty_sep'], ': '),
  };
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value)
    ? value.filter((item): item is number => typeof item === 'number')
    : [];
}
