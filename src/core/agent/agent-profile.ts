/** How the agent speaks: as told, or in the user's own words. */
export type Tone = 'plain' | 'short' | 'friendly' | 'formal' | 'own';

/** What the user decides about the agent; stored as one setting. */
export interface AgentProfile {
  /** The agent's name; empty for Apprentice. */
  readonly name: string;
  readonly tone: Tone;
  /** Used where the tone is `own`. */
  readonly ownTone: string;
  /** About the user, one each. */
  readonly facts: readonly string[];
  /** What every answer in words begins from; null for the built-in text. */
  readonly systemPrompt: string | null;
}

export const profileKey = 'agent-profile';

export const defaultProfile: AgentProfile = {
  name: '',
  tone: 'plain',
  ownTone: '',
  facts: [],
  systemPrompt: null,
};

/**
 * Characters and lines. All of it is read before every answer in words, once per start and change: 75 tokens a second
 * on WASM, four characters a token, so that the most of everything takes half a minute the first time.
 */
export const profileLimits = {
  name: 40,
  ownTone: 200,
  facts: 20,
  fact: 200,
  systemPrompt: 2000,
} as const;

const tones: Readonly<Record<Exclude<Tone, 'own'>, string>> = {
  plain: '',
  short: 'Use as few words as you can.',
  friendly: 'Be warm and friendly.',
  formal: 'Be formal and polite.',
};
export const TONES: readonly Tone[] = ['plain', 'short', 'friendly', 'formal', 'own'];

/** The built-in text that answers in words begin from. */
export function builtinPrompt(name: string): string {
  return `You are ${name.trim() || 'Apprentice'}, a helpful assistant. Answer in one to three short sentences. If you do not know, say so.`;
}

const sentence = (text: string) => (/[.!?…。]$/u.test(text) ? text : `${text}.`);

/** The system message: the prompt, the name where the prompt is the user's own, the tone, what is known of the user. */
export function systemPromptOf(profile: AgentProfile): string {
  const { name, tone, ownTone, facts, systemPrompt } = profile;
  const own = systemPrompt?.trim() ?? '';
  const called = own !== '' && name.trim() !== '' ? `Your name is ${name.trim()}.` : '';
  const spoken = tone === 'own' ? ownTone.trim() : tones[tone];
  const known = facts.map((fact) => fact.trim()).filter(Boolean);
  const parts = [
    own || builtinPrompt(name),
    called,
    spoken && sentence(spoken),
    known.length > 0
      ? `What the user has told you about themselves: ${known.map(sentence).join(' ')}`
      : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** Why a profile can't be used as it is, for people, by field; empty when it can. */
export function profileProblems(
  profile: AgentProfile,
): Partial<Record<keyof AgentProfile, string>> {
  const { name, ownTone, facts, systemPrompt } = profile;
  const limits = profileLimits;
  const over = (text: string, limit: number) => text.length - limit;
  const cut = (count: number) => `${count} character${count === 1 ? '' : 's'} too long`;
  const longest = facts.find((fact) => fact.length > limits.fact);
  const problems: Partial<Record<keyof AgentProfile, string>> = {};
  if (over(name, limits.name) > 0)
    problems.name = `This name is ${cut(over(name, limits.name))}; it was not saved.`;
  if (over(ownTone, limits.ownTone) > 0)
    problems.ownTone = `This is ${cut(over(ownTone, limits.ownTone))}; it was not saved.`;
  if (longest !== undefined)
    problems.facts = `“${longest.slice(0, 30)}…” is ${cut(over(longest, limits.fact))}; nothing was saved. Shorten it or make two lines of it.`;
  else if (facts.length > limits.facts)
    problems.facts = `These are ${facts.length} lines; I keep at most ${limits.facts}. Nothing was saved.`;
  if (systemPrompt !== null && over(systemPrompt, limits.systemPrompt) > 0)
    problems.systemPrompt = `This is ${cut(over(systemPrompt, limits.systemPrompt))}; it was not saved. A long text makes every answer slower.`;
  return problems;
}

const text = (value: unknown, limit: number): string =>
  typeof value === 'string' ? value.slice(0, limit) : '';

/** A stored setting of any age or origin as a profile within the limits. */
export function restoreProfile(value: unknown): AgentProfile {
  if (typeof value !== 'object' || value === null) return defaultProfile;
  const stored = value as Partial<Record<keyof AgentProfile, unknown>>;
  const limits = profileLimits;
  const facts = Array.isArray(stored.facts) ? stored.facts : [];
  const prompt = text(stored.systemPrompt, limits.systemPrompt);
  return {
    name: text(stored.name, limits.name),
    tone: TONES.find((tone) => tone === stored.tone) ?? defaultProfile.tone,
    ownTone: text(stored.ownTone, limits.ownTone),
    facts: facts
      .map((fact: unknown) => text(fact, limits.fact).trim())
      .filter(Boolean)
      .slice(0, limits.facts),
    systemPrompt: prompt.trim() === '' ? null : prompt,
  };
}
