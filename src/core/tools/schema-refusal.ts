/** Why a tool's schema can't be used: which part, and what to do. `readSchema` throws it, `checkTool` names the tool. */
export class SchemaRefusal extends Error {
  constructor(part: string, reason: string) {
    super(`${part === '' ? 'its parameters' : `the parameter “${part}”`} ${reason}`);
    this.name = 'SchemaRefusal';
  }
}
