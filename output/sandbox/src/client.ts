// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

import type { ClientDefinition, ClientOptions } from './runtime/index.js';
import { ApiClient } from './runtime/index.js';
import { Alerts } from './resources/alerts.js';
import { Documents } from './resources/documents.js';
import { FuelCards } from './resources/fuel-cards.js';
import { FuelTransactions } from './resources/fuel-transactions.js';
import { Geocoding } from './resources/geocoding.js';
import { Geofences } from './resources/geofences.js';
import { Geolocation } from './resources/geolocation.js';
import { Health } from './resources/health.js';
import { Mileage } from './resources/mileage.js';
import { Persons } from './resources/persons.js';
import { VehicleAssignments } from './resources/vehicle-assignments.js';
import { Vehicles } from './resources/vehicles.js';

type Environment = 'preprod' | 'prod' | 'sandbox';

const definition: ClientDefinition<Environment> = {
  name: 'OptimumClient',
  version: '0.1.0',
  variablePrefix: 'OPTIMUM',
  environments: {
    preprod: {
      baseUrl: 'https://apicore-preprod.optimum-automotive.com/',
      tokenUrl: 'https://identityserver-preprod.optimum-automotive.com/connect/token',
    },
    prod: {
      baseUrl: 'https://public-api.optimum-automotive.com/',
      tokenUrl: 'https://identityserver.optimum-automotive.com/connect/token',
    },
    sandbox: { baseUrl: 'http://127.0.0.1:4010/', tokenUrl: 'http://127.0.0.1:4010/connect/token' },
  },
  defaultEnvironment: 'preprod',
  rateLimit: { requests: 30, perMs: 60000 },
};

/**
 * Optimum Automotive Public API (stand-in)
 *
 * This is a stand-in, written by this project from public knowledge of the API. It is not the vendor's document: names, fields and operations may differ from those of the real platform.
 *
 * The real document replaces it as soon as the generator can reach the platform: `make generate ENV=preprod` downloads, records and generates from what pre-production publishes.
 */
export class OptimumClient extends ApiClient {
  /** Alerts, and the rules that raise them. */
  readonly alerts = new Alerts(this);
  /** Files kept with vehicles. */
  readonly documents = new Documents(this);
  /** Fuel cards. */
  readonly fuelCards = new FuelCards(this);
  /** Payments with fuel cards. */
  readonly fuelTransactions = new FuelTransactions(this);
  /** Addresses to coordinates and back. */
  readonly geocoding = new Geocoding(this);
  /** Areas on the map, and who crosses their borders. */
  readonly geofences = new Geofences(this);
  /** Trips and positions. */
  readonly geolocation = new Geolocation(this);
  /** The state of the platform. */
  readonly health = new Health(this);
  /** Distances and odometers. */
  readonly mileage = new Mileage(this);
  /** Drivers and other persons. */
  readonly persons = new Persons(this);
  /** Who has which vehicle. */
  readonly vehicleAssignments = new VehicleAssignments(this);
  /** The vehicles of the fleet. */
  readonly vehicles = new Vehicles(this);

  /**
   * @param options Credentials and settings. Missing ones are read from `OPTIMUM_CLIENT_ID`,
   * `OPTIMUM_CLIENT_SECRET` and `OPTIMUM_ENVIRONMENT`.
   */
  constructor(options: ClientOptions<Environment> = {}) {
    super(definition, options);
  }
}
