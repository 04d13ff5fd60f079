/** Something that asks another host, which is done only when the user has agreed to it. */
export interface ConsentRequest {
  /** The question: "Get Qwen3 1.7B?". */
  readonly title: string;
  /** What is fetched: "The model’s files". */
  readonly what: string;
  /** Where from. */
  readonly hosts: readonly string[];
  /** How much; null where only the host's list of files tells. */
  readonly bytes: number | null;
  agree(): void;
}
