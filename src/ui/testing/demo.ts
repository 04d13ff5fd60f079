import { mountInterface } from '../mount';
import { DemoApprentice } from './demo-apprentice';
import { scenes } from './demo-state';

/** `demo.html?scene=loading` shows a scene; without a name, the rich one. */
const wanted = new URLSearchParams(location.search).get('scene');
const scene = scenes.find((name) => name === wanted) ?? 'rich';
mountInterface(new DemoApprentice(scene), document.getElementById('app'));
