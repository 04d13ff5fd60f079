export { byteAlphabet } from '../generation/byte-alphabet';
