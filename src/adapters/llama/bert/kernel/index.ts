/** The steps of a BERT encoder's forward pass; `BertPass` calls them in turn. All addresses are bytes of the memory. */
export { attention } from './attention';
export { embed } from './embed';
export { gelu } from './gelu';
export { addAndNormalise } from './normalise';
export { product } from './product';
export { quantise } from './quantise';
