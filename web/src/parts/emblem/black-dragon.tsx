const wing =
  'M52 46C57 34 63 24 72 17L73 12L76.5 17.5C85 22 91 30 93.5 41C86 40.5 81.5 46 80.5 55C74 50.5 67.5 53 64.5 62C60.5 58.5 56 59 52 63Z';
const bones = 'M56.5 48C63 38 68 29 74.5 19.5M74.5 19.5C77 30 79 42 80 52M74.5 19.5C70.5 34 67 46 64.5 58';

/** Wings spread over a crescent moon. */
export function BlackDragon() {
  return (
    <>
      <path class="emblem__glow" d="M15 58C18 80 34 92 50 92C66 92 82 80 85 58C78 74 65 80 50 80C35 80 22 74 15 58Z" />
      <g>
        <path class="emblem__shape" d={wing} />
        <path class="emblem__cut-line" stroke-width="1.6" d={bones} />
      </g>
      <g transform="matrix(-1 0 0 1 100 0)">
        <path class="emblem__shape" d={wing} />
        <path class="emblem__cut-line" stroke-width="1.6" d={bones} />
      </g>
      <path
        class="emblem__shape"
        d="M50 42C47 42 45 39 45 35C44 31 42.5 27 40.5 23C44 25 46.5 27 48 29.5H52C53.5 27 56 25 59.5 23C57.5 27 56 31 55 35
          C55 39 53 42 50 42ZM50 40C55 44 57 51 56 58C55 66 53 70 54 75C55 80 59 80 60 76L57 75.5L63 68.5L67 77L63.5 76.500
          C62 86 51 86 49 77C47.5 70 45 66 44 58C43 51 45 44 50 40Z"
      />
    </>
  );
}
