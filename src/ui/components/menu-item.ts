import type { IconName } from './icons';

export interface MenuItem {
  readonly title: string;
  readonly icon: IconName;
  readonly danger?: boolean;
  run(): void;
}
