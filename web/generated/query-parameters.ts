// Made from openapi.yaml by "npm run generate". Do not edit.

/** The schemas of the query parameters, by operationId. */
export const queryParameters = {
  "listDragons": {
    "dragonName": {
      "type": "string",
      "minLength": 1,
      "maxLength": 64
    },
    "family": {
      "type": "string",
      "minLength": 1,
      "maxLength": 64
    },
    "country": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "state": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "city": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "neighborhood": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "q": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100
    },
    "limit": {
      "type": "integer",
      "minimum": 1,
      "maximum": 100
    },
    "cursor": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1024
    }
  },
  "reportDragon": {},
  "getDragon": {},
  "replaceDragon": {},
  "removeDragon": {},
  "listReports": {
    "limit": {
      "type": "integer",
      "minimum": 1,
      "maximum": 100
    },
    "cursor": {
      "type": "string",
      "minLength": 1,
      "maxLength": 1024
    }
  },
  "getReport": {},
  "getHealth": {}
} as const;
