import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModel } from '../../src/core/ports/language-model';
import type { Prompt, TextGenerator } from '../../src/core/ports/text-generator';
import { cacheFolder } from '../embedding-cache';

interface Answer {
  readonly scores: readonly number[];
  readonly passes: number;
  readonly seconds: number;
}

/**
 * Scores of choices by prompt, kept in the temporary folder: arms ask the same things, and a run that was stopped goes
 * on where it was. An answer from the cache counts the passes and the seconds that it took when it was made.
 */
export class ChoiceCache {
  passes = 0;
  /** Seconds that answers from the cache have saved. */
  saved = 0;
  readonly #generator: Pick<TextGenerator, 'scoreChoices'>;
  readonly #counter: PassCounter;
  readonly #file: string;
  readonly #answers = new Map<string, Answer>();

  constructor(
    generator: Pick<TextGenerator, 'scoreChoices'>,
    counter: PassCounter,
    modelId: string,
  ) {
    this.#generator = generator;
    this.#counter = counter;
    this.#file = join(cacheFolder(), `choices-${modelId.replaceAll('/', '-')}.jsonl`);
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n')) {
      if (!line.endsWith('}')) continue;
      const { key, ...answer } = JSON.parse(line) as Answer & { readonly key: string };
      this.#answers.set(key, answer);
    }
  }

  async score(prompt: Prompt, choices: readonly string[]): Promise<readonly number[]> {
    const key = createHash('sha256')
      .update(JSON.stringify([prompt.prefix + prompt.suffix, choices]))
      .digest('hex');
    const known = this.#answers.get(key);
    const answer = known ?? (await this.#ask(prompt, choices));
    if (known) this.saved += known.seconds;
    else {
      this.#answers.set(key, answer);
      appendFileSync(this.#file, `${JSON.stringify({ key, ...answer })}\n`);
    }
    this.passes += answer.passes;
    return answer.scores;
  }

  async #ask(prompt: Prompt, choices: readonly string[]): Promise<Answer> {
    const passes = this.#counter.passes;
    const start = performance.now();
    const scores = await this.#generator.scoreChoices(prompt, choices);
    return {
      scores,
      passes: this.#counter.passes - passes,
      seconds: (performance.now() - start) / 1000,
    };
  }
}

export interface PassCounter {
  readonly passes: number;
  readonly model: LanguageModel;
}

/** The model with its forward passes counted. */
export function countPasses(model: LanguageModel): PassCounter {
  const counter = { passes: 0, model };
  const counted = new Set<string | symbol>(['forward', 'forwardAll']);
  counter.model = new Proxy(model, {
    get(target, name) {
      if (counted.has(name)) counter.passes++;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return counter;
}
