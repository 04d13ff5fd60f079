import { startApprentice } from './app/start';
import { mountInterface } from './ui/mount';

mountInterface(startApprentice(), document.getElementById('app'));
