import { ApprenticeError } from '../errors/apprentice-error';
import type { ChatMessage } from '../ports/language-model';
import type { Prompt, TextGenerator } from '../ports/text-generator';
import type { JsonSchema } from '../tools/json-schema';

/** A text generator that answers from scripts and records what it was asked. */
export class FakeTextGenerator implements TextGenerator {
  readonly prompts: Prompt[] = [];
  readonly schemas: JsonSchema[] = [];
  readonly conversations: (readonly ChatMessage[])[] = [];
  /** Texts that `generateObject` writes, one a call; an Error is thrown. */
  objects: (string | Error)[] = [];
  reply = '';

  async describe() {
    return { modelId: 'fake', backend: 'cpu', threads: 1, contextLength: 100 } as const;
  }

  async scoreChoices(prompt: Prompt, choices: readonly string[]): Promise<number[]> {
    this.prompts.push(prompt);
    return choices.map(() => -Math.log(choices.length));
  }

  async generateObject(prompt: Prompt, schema: JsonSchema) {
    this.prompts.push(prompt);
    this.schemas.push(schema);
    const next = this.objects.shift();
    if (next === undefined) throw new ApprenticeError('generation-unfinished', 'Nothing scripted.');
    if (next instanceof Error) throw next;
    return { text: next, finish: 'stop', tokens: 1, passes: 1, seconds: 0 } as const;
  }

  async generateReply(
    messages: readonly ChatMessage[],
    _options: unknown,
    onDelta: (text: string) => void,
  ) {
    this.conversations.push(messages);
    onDelta(this.reply);
    const text = this.reply;
    return { text, finish: 'stop', tokens: 2, passes: 2, seconds: 1, trimmed: 0 } as const;
  }
}
