export { foreignModel, type ForeignModelOptions } from './foreign-model';
export { randomBert, type RandomBertOptions, randomBertSource } from './random-bert';
export { randomLlama, type RandomLlamaOptions, randomLlamaGguf } from './random-llama';
export { writeModelFolder } from './model-folder';
export { llamaReference } from './llama-reference';
