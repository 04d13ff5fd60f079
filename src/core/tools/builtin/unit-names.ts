/** What a unit measures, for people. */
type Measure =
  | 'length'
  | 'mass'
  | 'volume'
  | 'temperature'
  | 'speed'
  | 'area'
  | 'time'
  | 'energy'
  | 'pressure'
  | 'data';

export interface NamedUnit {
  readonly measure: Measure;
  /** One of it is this many of `unit`, in the names of mathjs. */
  readonly factor: number;
  readonly unit: string;
  /** With the number 1, and with any other. */
  readonly one: string;
  readonly many: string;
}

type Row = readonly [names: string, unit: string, shown: string, factor?: number];

/**
 * Names by which people call units, the unit of mathjs, and how it is shown: one name, or "one|many". Kitchen and
 * liquid measures are the US ones and given in cubic inches, of which a gallon has 231 by definition: mathjs rounds
 * its own gallon to 3.785 l and takes a tablespoon as 15 ml, so that 15.8 of them would make a cup.
 */
const rows: Readonly<Record<Measure, readonly Row[]>> = {
  length: [
    ['mm millimeter millimeters millimetre millimetres', 'mm', 'mm'],
    ['cm centimeter centimeters centimetre centimetres', 'cm', 'cm'],
    ['m meter meters metre metres', 'm', 'm'],
    ['km kilometer kilometers kilometre kilometres kms', 'km', 'km'],
    ['in inch inches "', 'in', 'inch|inches'],
    ["ft foot feet '", 'ft', 'foot|feet'],
    ['yd yds yard yards', 'yd', 'yard|yards'],
    ['mi mile miles', 'mi', 'mile|miles'],
  ],
  mass: [
    ['mg milligram milligrams', 'mg', 'mg'],
    ['g gram grams gramme grammes', 'g', 'g'],
    ['kg kgs kilo kilos kilogram kilograms', 'kg', 'kg'],
    ['t tonne tonnes metric_ton metric_tons', 'kg', 'tonne|tonnes', 1000],
    ['ton tons', 'lb', 'ton|tons', 2000],
    ['oz ounce ounces', 'oz', 'ounce|ounces'],
    ['lb lbs pound pounds', 'lb', 'pound|pounds'],
    ['st stone stones', 'lb', 'stone', 14],
  ],
  volume: [
    ['ml milliliter milliliters millilitre millilitres', 'ml', 'ml'],
    ['cl centiliter centiliters centilitre centilitres', 'cl', 'cl'],
    ['dl deciliter deciliters decilitre decilitres', 'dl', 'dl'],
    ['l liter liters litre litres', 'l', 'l'],
    ['tsp tsps teaspoon teaspoons', 'in^3', 'teaspoon|teaspoons', 231 / 768],
    ['tbsp tbsps tablespoon tablespoons', 'in^3', 'tablespoon|tablespoons', 231 / 256],
    ['fl_oz floz fluid_ounce fluid_ounces', 'in^3', 'fluid ounce|fluid ounces', 231 / 128],
    ['cup cups', 'in^3', 'cup|cups', 231 / 16],
    ['pt pint pints', 'in^3', 'pint|pints', 231 / 8],
    ['qt quart quarts', 'in^3', 'quart|quarts', 231 / 4],
    ['gal gallon gallons', 'in^3', 'gallon|gallons', 231],
    ['cubic_meter cubic_meters cubic_metre cubic_metres m³ m3', 'm^3', 'm³'],
    ['cubic_centimeter cubic_centimeters cm³ cm3 cc', 'cm^3', 'cm³'],
    ['cubic_foot cubic_feet', 'ft^3', 'cubic foot|cubic feet'],
    ['cubic_inch cubic_inches', 'in^3', 'cubic inch|cubic inches'],
  ],
  temperature: [
    ['c °c celsius centigrade', 'degC', '°C'],
    ['f °f fahrenheit', 'degF', '°F'],
    ['k kelvin kelvins', 'K', 'K'],
  ],
  speed: [
    ['km/h kmh kph kmph kilometers_per_hour kilometres_per_hour km_per_hour', 'km/h', 'km/h'],
    ['mph mi/h miles_per_hour', 'mi/h', 'mph'],
    ['m/s meters_per_second metres_per_second', 'm/s', 'm/s'],
    ['ft/s fps feet_per_second', 'ft/s', 'ft/s'],
    ['knot knots kn kt', 'm/h', 'knot|knots', 1852],
  ],
  area: [
    ['m² m2 sqm square_meter square_meters square_metre square_metres', 'm^2', 'm²'],
    [
      'km² km2 square_kilometer square_kilometers square_kilometre square_kilometres',
      'km^2',
      'km²',
    ],
    ['cm² cm2 square_centimeter square_centimeters', 'cm^2', 'cm²'],
    ['ft² sqft sq_ft square_foot square_feet', 'ft^2', 'square foot|square feet'],
    ['in² square_inch square_inches', 'in^2', 'square inch|square inches'],
    ['yd² square_yard square_yards', 'yd^2', 'square yard|square yards'],
    ['square_mile square_miles', 'mi^2', 'square mile|square miles'],
    ['acre acres', 'ft^2', 'acre|acres', 43_560],
    ['ha hectare hectares', 'm^2', 'hectare|hectares', 10_000],
  ],
  time: [
    ['ms millisecond milliseconds', 'ms', 'ms'],
    ['s sec secs second seconds', 's', 'second|seconds'],
    ['min mins minute minutes', 's', 'minute|minutes', 60],
    ['h hr hrs hour hours', 's', 'hour|hours', 3600],
    ['day days', 's', 'day|days', 86_400],
    ['week weeks', 's', 'week|weeks', 604_800],
    ['fortnight fortnights', 's', 'fortnight|fortnights', 1_209_600],
    // The Gregorian calendar's year has 365.2425 days, its month a twelfth of that.
    ['month months', 's', 'month|months', 2_629_746],
    ['year years', 's', 'year|years', 31_556_952],
  ],
  energy: [
    ['j joule joules', 'J', 'joule|joules'],
    ['kj kilojoule kilojoules', 'kJ', 'kJ'],
    // What food packages and people call a calorie is a kilocalorie.
    ['kcal kilocalorie kilocalories cal calorie calories', 'J', 'kcal', 4184],
    ['kwh kilowatt_hour kilowatt_hours', 'J', 'kWh', 3_600_000],
  ],
  pressure: [
    ['pa pascal pascals', 'Pa', 'Pa'],
    ['kpa kilopascal kilopascals', 'kPa', 'kPa'],
    ['bar bars', 'bar', 'bar'],
    ['psi', 'psi', 'psi'],
    ['atm atmosphere atmospheres', 'atm', 'atm'],
  ],
  data: [
    ['bit bits', 'b', 'bit|bits'],
    ['byte bytes', 'B', 'byte|bytes'],
    ['kb kilobyte kilobytes', 'kB', 'kB'],
    ['mb megabyte megabytes', 'MB', 'MB'],
    ['gb gigabyte gigabytes', 'GB', 'GB'],
    ['tb terabyte terabytes', 'TB', 'TB'],
  ],
};

const units = new Map<string, NamedUnit>(
  (Object.keys(rows) as Measure[]).flatMap((measure) =>
    rows[measure].flatMap(([names, unit, shown, factor = 1]) => {
      const [one, many = one] = shown.split('|');
      const named: NamedUnit = { measure, factor, unit, one, many };
      return names.split(' ').map((name) => [name.replaceAll('_', ' '), named] as const);
    }),
  ),
);

/** The unit that a request's words name ("degrees Fahrenheit", "a cup", "500 ml"); null when none is known. */
export function unitNamed(words: string): NamedUnit | null {
  const name = words
    .toLowerCase()
    .replace(/^[\d.,\s½¼¾-]+/, '')
    .replace(/\bdegrees?\b|\b(?:an?|one|the|us|of|in|into|to|how many|many)\s+(?=\S)|[?.!]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return units.get(name) ?? null;
}

/** True for a unit's name and nothing else: "cups", "degrees Fahrenheit", "square feet". */
export function isUnit(words: string): boolean {
  return units.has(words.toLowerCase().replace(/^degrees? (?=\S)/, ''));
}

/** Ounces are of mass or of volume, whichever the other unit measures. */
export function likeOther(unit: NamedUnit, other: NamedUnit): NamedUnit {
  const fluid = unit.one === 'ounce' && other.measure === 'volume';
  return fluid ? (units.get('fluid ounce') ?? unit) : unit;
}
