// The message about moved due days in its states.
import { movedDaysCard } from '../../cards/moved-days.ts';

const numbers = Array.from({ length: 10 }, (_, i) => `HZ-${1001 + i}`);

export const movedDays = {
  both: movedDaysCard({ earlier: 9, later: 203, confirmed: 30, numbers, marker: 'm_moved' }),
  later: movedDaysCard({ earlier: 0, later: 2, confirmed: 0, numbers: numbers.slice(0, 2) }),
  earlier: movedDaysCard({ earlier: 1, later: 0, confirmed: 0, numbers: numbers.slice(0, 1) }),
};
