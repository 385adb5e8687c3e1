import avro.io, avro.schema, io, json, os, urllib.request
from confluent_kafka import Consumer

registry, topic = os.environ["TICKHOUSE_SCHEMA_REGISTRY_URL"], "market.candles-history.v1"
with urllib.request.urlopen(f"{registry}/subjects/{topic}-value/versions/latest") as answer:
    reader = avro.io.DatumReader(avro.schema.parse(json.load(answer)["schema"]))
consumer = Consumer({"bootstrap.servers": os.environ["TICKHOUSE_KAFKA_BOOTSTRAP"], "group.id": "candle-reader-py",
                     "auto.offset.reset": "earliest", "isolation.level": "read_committed"})
consumer.subscribe([topic])
while True:
    message = consumer.poll(1)
    if message is not None and not message.error():  # the Avro body follows five bytes of Confluent's wire format
        candle = reader.read(avro.io.BinaryDecoder(io.BytesIO(message.value()[5:])))
        print(message.key().decode(), candle["open_time"], candle["open"], candle["close"], flush=True)
