#version 450
// A kernel with enough arithmetic to make a compiler work: a few steps of an n-body simulation.
layout(local_size_x = 64) in;
layout(set = 0, binding = 0) buffer Bodies { vec4 bodies[]; };
layout(push_constant) uniform Step { uint count; float seconds; };

void main() {
  uint me = gl_GlobalInvocationID.x;
  if (me >= count) return;
  vec3 position = bodies[me].xyz;
  vec3 velocity = vec3(0.0);
  for (uint other = 0; other < count; other++) {
    vec4 body = bodies[other];
    vec3 towards = body.xyz - position;
    float distance = dot(towards, towards) + 0.01;
    velocity += towards * body.w * inversesqrt(distance * distance * distance) * seconds;
  }
  bodies[me].xyz = position + velocity * seconds;
}
