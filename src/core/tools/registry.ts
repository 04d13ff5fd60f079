import { addShopping } from './builtin/add-shopping';
import { addTodo } from './builtin/add-todo';
import { calculateDate } from './builtin/calculate-date';
import { calculator } from './builtin/calculator';
import { completeItem } from './builtin/complete-item';
import { convertUnits } from './builtin/convert-units';
import { saveNote } from './builtin/save-note';
import { searchNotes } from './builtin/search-notes';
import { setReminder } from './builtin/set-reminder';
import { showList } from './builtin/show-list';
import { startTimer } from './builtin/start-timer';
import { checkTool } from './check-tool';
import type { Tool } from './tool';

/** The tools the agent comes with, in the order in which they are shown and scored. */
export function builtinTools(): readonly Tool[] {
  return [
    calculator,
    convertUnits,
    calculateDate,
    setReminder,
    startTimer,
    addTodo,
    addShopping,
    showList,
    completeItem,
    saveNote,
    searchNotes,
  ].map(checkTool);
}
