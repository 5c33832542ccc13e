// Whether a Temporal server is usable: it describes the namespace `default`, asked by gRPC over node:http2.
// Guarantees: yes means that the frontend answers and the namespace exists; an open port says neither.
// Does not: start a workflow.
import { connect } from 'node:http2'

const ANSWER_WITHIN_MS = 2_000
const DESCRIBE_NAMESPACE = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace'

export const temporalUsable = (address, namespace = 'default') =>
  new Promise((resolve) => {
    const session = connect(`http://${address}`)
    const end = (answer) => (session.destroy(), resolve(answer))
    session.once('error', () => end(false))
    session.setTimeout(ANSWER_WITHIN_MS, () => end(false))
    const call = session.request({
      ':method': 'POST',
      ':path': DESCRIBE_NAMESPACE,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    // An error without a body puts grpc-status among the headers, an answer puts it among the trailers.
    call.once('response', (headers) => headers['grpc-status'] !== undefined && end(headers['grpc-status'] === '0'))
    call.once('trailers', (trailers) => end(trailers['grpc-status'] === '0'))
    call.once('error', () => end(false))
    call.resume()
    call.end(message(namespace))
  })

/** A gRPC frame (uncompressed, length) around the protobuf message whose first field is the namespace. */
function message(namespace) {
  const name = Buffer.from(namespace)
  const body = Buffer.concat([Buffer.from([0x0a, name.length]), name])
  const frame = Buffer.alloc(5)
  frame.writeUInt32BE(body.length, 1)
  return Buffer.concat([frame, body])
}
