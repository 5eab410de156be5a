/** A dragon that sleeps, curled up, with a leaf for the end of its tail. */
export function GreenDragon() {
  return (
    <>
      <path class="emblem__glow" d="M30 36L28 24L41 30L43 15L53 25L61 12L66 26L78 19L77 33L90 34L82 45Z" />
      <path class="emblem__shape" d="M26 60C22 38 36 23 56 23C76 24 87 42 84 62C82 74 70 80 50 80C36 80 28 72 26 60Z" />
      <path class="emblem__glow" d="M47 45C52 33 65 29 77 36C76 50 68 59 57 61C58 54 55 48 47 45Z" />
      <path
        class="emblem__cut-line"
        stroke-width="1.8"
        d="M51.5 43.5C60 38 68 36 75 37M56 47C63 42 69 39 75 37M58 54C64 48 70 42 75 37"
      />
      <path
        class="emblem__shape emblem__shape--front"
        stroke-width="5"
        d="M86 56C90 78 68 92 44 89.5C32 88 24 84 18 78L22.5 73C30 79 38 80.5 46 80C62 79 73 72 73 58Z"
      />
      <path
        class="emblem__shape emblem__shape--front"
        stroke-width="5"
        d="M24 62C23 57 25 52.5 29 50C23 46 19 40 18 32C25 38 31 41 37 46.5C45 46.5 51 51 57 56C63 58 67 61 67 66C67 70 62 72.5 56 72.500
          C46 73.5 38 74.5 32 72.5C27 70.5 24.5 66.5 24 62Z"
      />
      <path class="emblem__cut-line" stroke-width="2.4" d="M40 59Q45 63.5 50.5 60.5" />
      <circle class="emblem__cut" cx="61.5" cy="64" r="1.6" />
      <path class="emblem__glow" d="M21.5 78C11 78 5 69 8 57C18 60 25 67 21.5 78Z" />
      <path class="emblem__cut-line" stroke-width="1.6" d="M19.5 75C16 70 13 66 11 61.5" />
    </>
  );
}
