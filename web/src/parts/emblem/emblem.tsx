import './emblem.css';
import { BlackDragon } from './black-dragon.tsx';
import { BlueDragon } from './blue-dragon.tsx';
import { DragonEye } from './dragon-eye.tsx';
import { familyAttributes } from './family.ts';
import { GreenDragon } from './green-dragon.tsx';
import { RedDragon } from './red-dragon.tsx';

const drawings = { red: RedDragon, black: BlackDragon, blue: BlueDragon, green: GreenDragon, other: DragonEye };

interface EmblemProps {
  readonly family: string;
  /** Width and height in CSS pixels. */
  readonly size?: number;
  /** What it says to somebody who does not see it; without, it is decoration: the family stands in words beside it. */
  readonly title?: string;
}

/** The emblem of a family of dragons: a drawing for each of the four great families, a dragon's eye in a colour of its own for any other. */
export function Emblem({ family, size = 48, title }: EmblemProps) {
  const colours = familyAttributes(family);
  const Drawing = drawings[colours['data-family']];
  return (
    <svg
      class="emblem"
      viewBox="0 0 100 100"
      width={size}
      height={size}
      {...colours}
      {...(title === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title })}
    >
      <circle class="emblem__ground" cx="50" cy="50" r="47" />
      <Drawing />
      <circle class="emblem__ring" cx="50" cy="50" r="47.5" stroke-width="3" />
    </svg>
  );
}
