#version 450
layout(location = 0) out vec3 colour;

void main() {
  vec2 corner = vec2((gl_VertexIndex << 1) & 2, gl_VertexIndex & 2);
  colour = vec3(corner * 0.5, 1.0);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
